-- one figure summed over the projects of one region and period, rounded once, at the tenth decimal
-- What is reached by a change lasts to the next, if any project does.
with reached as (
    select
        * exclude (begun, ended, rate_a, rate_b, rate_c, rate_d),
        sum(begun) over changes::bigint as begun,
        sum(ended) over changes::bigint - ended as ended_before,
        sum(ended) over changes::bigint as ended,
        sum(rate_a) over changes::bigint as rate_a,
        sum(rate_b) over changes::bigint as rate_b,
        sum(rate_c) over changes::bigint as rate_c,
        sum(rate_d) over changes::bigint as rate_d,
        lead(month_number) over changes as next_number
    from change
    window changes as (partition by figure_id, region_id order by month_number)
),

months as (
    select
        *,
        unnest(
            range(month_number, if(begun > ended, next_number, month_number + 1))
        ) as number_reached,
        number_reached = month_number as is_change
    from reached
),

sums as (
    select
        months.figure_id,
        months.region_id,
        period.period_id,
        max(months.begun) - min(if(is_change, months.ended_before, months.ended)) as projects,
        sum(months.rate_a * period.month_days + if(is_change, months.days_a, 0))::bigint as a,
        sum(months.rate_b * period.month_days + if(is_change, months.days_b, 0))::bigint as b,
        sum(months.rate_c * period.month_days + if(is_change, months.days_c, 0))::bigint as c,
        sum(months.rate_d * period.month_days + if(is_change, months.days_d, 0))::bigint as d
    from months
    inner join cell_period as period on months.number_reached = period.month_number
    group by months.figure_id, months.region_id, period.period_id
),

carried as (
    select
        figure_id,
        region_id,
        period_id,
        projects,
        c + (d >> 30) as upper_c,
        b + (upper_c >> 30) as upper_b,
        a + (upper_b >> 30) as hundredths,
        (upper_b & 1073741823) * 100000000
        + ((upper_c & 1073741823) * 100000000 >> 30) as places
    from sums
),

-- Half a unit is added, and a little away from zero for what was cut off.
final as (
    select
        figure_id,
        region_id,
        period_id,
        projects,
        (
            (
                hundredths::hugeint * 100000000
                + (places + 536870912 + if(hundredths < 0, -5, 5) >> 30)
            )::decimal(28, 0)
            * 0.0000000001::decimal(10, 10)
        )::decimal(28, 10) as value
    from carried
)

select * from final
