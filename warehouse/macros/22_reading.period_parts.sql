-- one period of one grain that one project version runs in, with its days
create macro reading.period_parts(grain, as_of) as table
    with months as (
        select
            bridge.days,
            bridge.period_days,
            bridge.project_key,
            case
                when grain = 'total' then 'total'
                when grain = 'month' then bridge.month
                when grain in ('year', 'quarter') and bridge.month = 'unallocated' then bridge.month
                when grain = 'year' then left(bridge.month, 4)
                when grain = 'quarter'
                    then
                        left(bridge.month, 4)
                        || 'Q'
                        || (right(bridge.month, 2)::integer + 2) // 3
                else error('grain: one of month, quarter, year, total')
            end as period
        from main.bridge_project_month as bridge
        semi join reading.projects(as_of := as_of) as project
            on bridge.project_key = project.project_key
    )

    select
        project_key,
        grain as period_grain,
        period,
        case grain
            when 'month' then try_cast(period || '-01' as date)
            when 'year' then try_cast(period || '-01-01' as date)
            when 'quarter'
                then
                    try_cast(
                        left(period, 4)
                        || '-'
                        || lpad((try_cast(right(period, 1) as integer) * 3 - 2)::varchar, 2, '0')
                        || '-01' as date
                    )
        end as period_start,
        sum(days)::bigint as period_part,
        any_value(period_days)::bigint as period_whole
    from months
    group by project_key, period
