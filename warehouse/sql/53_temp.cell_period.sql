-- one period of one grain with one of its months, by number; month 0 is none
with numbers as (
    select unnest(range(min(month_number), max(month_number) + 1)) as month_number
    from turn
    where month_number > 0
    union all
    select 0 as month_number
),

months as (
    select
        month_number,
        if(
            month_number > 0,
            make_date((month_number - 1) // 12, (month_number - 1) % 12 + 1, 1),
            null
        ) as month_start
    from numbers
),

grains as (
    select
        *,
        coalesce(strftime(month_start, '%Y-%m'), 'unallocated') as month,
        unnest(['month', 'quarter', 'year', 'total']) as period_grain
    from months
),

named as (
    select
        month_number,
        coalesce(day(last_day(month_start)), 0) as month_days,
        period_grain,
        reading.period(month, period_grain) as period
    from grains
),

final as (
    select
        *,
        reading.period_start(period, period_grain) as period_start,
        dense_rank() over (order by period_grain, period) as period_id
    from named
)

select * from final
