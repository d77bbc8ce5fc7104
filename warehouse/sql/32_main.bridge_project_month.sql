-- one calendar month of one project version's planned period, or its unallocated member
with periods as (
    select
        project_key,
        planned_start,
        planned_end,
        datediff('day', planned_start, planned_end) + 1 as period_days
    from project_statement
    where planned_start <= planned_end
),

months as (
    select
        periods.*,
        month_start::date as month_start,
        (month_start + interval 1 month - interval 1 day)::date as month_end
    from
        periods,
        unnest(
            generate_series(
                date_trunc('month', planned_start), planned_end::timestamp, interval 1 month
            )
        ) as series (month_start)
),

placed as (
    select
        project_key,
        strftime(month_start, '%Y-%m') as month,
        datediff(
            'day', greatest(planned_start, month_start), least(planned_end, month_end)
        )
        + 1 as days,
        period_days
    from months
),

unplaced as (
    select
        project_key,
        'unallocated' as month,
        1 as days,
        1 as period_days
    from project_statement
    where project_key not in (select periods.project_key from periods)
),

final as (
    select
        project_key,
        month,
        (days * 1000000000000000000::hugeint // period_days)::decimal(20, 0)
        * 0.000000000000000001::decimal(18, 18) as share,
        days::integer as days,
        period_days::integer as period_days
    from (
        select * from placed
        union all
        select * from unplaced
    ) as months_or_none
)

select * from final
