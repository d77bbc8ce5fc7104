-- one period of one grain that one project version runs in, with its days
create macro reading.period_parts(grain, as_of) as table
    with months as (
        select
            bridge.days,
            bridge.period_days,
            bridge.project_key,
            reading.period(bridge.month, grain) as period
        from main.bridge_project_month as bridge
        semi join reading.projects(as_of := as_of) as project
            on bridge.project_key = project.project_key
    )

    select
        project_key,
        grain as period_grain,
        period,
        reading.period_start(period, grain) as period_start,
        sum(days)::bigint as period_part,
        any_value(period_days)::bigint as period_whole
    from months
    group by project_key, period
