-- one month in which one current project begins or ends; month 0 for one whose period is not known
-- `rate` is what it adds to the daily amount from then on, `days` the number of daily amounts by
-- which the month itself differs from a whole one.
with periods as (
    select
        project_key,
        planned_start,
        planned_end,
        datediff('day', planned_start, planned_end) + 1 as period_days
    from main.dim_project
    where is_current and planned_start <= planned_end
),

final as (
    select
        project_key,
        period_days,
        year(planned_start) * 12 + month(planned_start) as month_number,
        1 as rate,
        1 - day(planned_start) as days,
        1 as begun,
        0 as ended
    from periods
    union all
    select
        project_key,
        period_days,
        year(planned_end) * 12 + month(planned_end) as month_number,
        -1 as rate,
        day(planned_end) as days,
        0 as begun,
        1 as ended
    from periods
    union all
    select
        project_key,
        1 as period_days,
        0 as month_number,
        0 as rate,
        1 as days,
        1 as begun,
        1 as ended
    from main.dim_project
    where is_current and (planned_start <= planned_end) is not true
)

select * from final
