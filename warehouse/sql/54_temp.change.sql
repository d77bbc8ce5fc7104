-- one month in which the daily amount of one figure in one region changes, and what it adds
-- Amounts are hundredths (a) with three times thirty binary places (b, c, d), so that the sums of
-- each stay in 64 bits and what is cut off stays far below the decimal that cells are rounded at.
with shares as (
    select
        figure.figure_id,
        region_part.region_id,
        turn.* exclude (project_key, period_days),
        figure.hundredths * region_part.region_part as part,
        region_part.region_whole * turn.period_days as whole,
        part // whole as a,
        part % whole * 1073741824 as rest_of_a,
        rest_of_a // whole as b,
        rest_of_a % whole * 1073741824 as rest_of_b,
        rest_of_b // whole as c,
        rest_of_b % whole * 1073741824 // whole as d
    from figure
    inner join region_part on figure.project_key = region_part.project_key
    inner join turn on figure.project_key = turn.project_key
),

final as (
    select
        figure_id,
        region_id,
        month_number,
        sum(begun)::bigint as begun,
        sum(ended)::bigint as ended,
        sum(rate * a)::bigint as rate_a,
        sum(rate * b)::bigint as rate_b,
        sum(rate * c)::bigint as rate_c,
        sum(rate * d)::bigint as rate_d,
        sum(days * a)::bigint as days_a,
        sum(days * b)::bigint as days_b,
        sum(days * c)::bigint as days_c,
        sum(days * d)::bigint as days_d
    from shares
    group by figure_id, region_id, month_number
)

select * from final
