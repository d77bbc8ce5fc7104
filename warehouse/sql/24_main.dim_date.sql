-- one calendar day from 2007 to 2029, the years of the programmes, and any planned beyond
with bounds as (
    select
        least(date '2007-01-01', min(planned_start)) as first_day,
        greatest(date '2029-12-31', max(planned_end)) as last_day
    from project_statement
),

days as (
    select unnest(generate_series(first_day, last_day, interval 1 day)) as calendar_day
    from bounds
),

final as (
    select
        calendar_day::date as date,
        strftime(calendar_day, '%Y-%m') as month,
        year(calendar_day) || 'Q' || quarter(calendar_day) as quarter,
        year(calendar_day)::varchar as year
    from days
)

select * from final
