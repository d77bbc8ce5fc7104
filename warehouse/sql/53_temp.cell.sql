-- one figure summed over the projects of one region and period, rounded once, at the tenth decimal
-- A part is figure * region_part * period_part / whole. Division of 128-bit numbers is slow, so it
-- is done in 64 bits: whole units, then twice twelve decimals, each from the remainder before it.
with parts as (
    select
        figure.figure_id,
        region_part.region_id,
        period_part.period_id,
        period_part.period_part,
        figure.hundredths * region_part.region_part as regional,
        region_part.region_whole * period_part.period_whole as whole
    from figure
    inner join region_part on figure.project_key = region_part.project_key
    inner join period_part on figure.project_key = period_part.project_key
),

units as (
    select
        *,
        (regional // whole) * period_part
        + ((regional % whole) * period_part) // whole as unit,
        ((regional % whole) * period_part) % whole as unit_rest
    from parts
),

decimals as (
    select
        *,
        (unit_rest * 1000000000000) // whole as decimal_12,
        (unit_rest * 1000000000000) % whole as decimal_rest
    from units
),

sums as (
    select
        figure_id,
        region_id,
        period_id,
        count(*) as projects,
        sum(unit) as units,
        sum(decimal_12)::bigint as decimals_12,
        sum((decimal_rest * 1000000000000) // whole)::bigint as decimals_24
    from decimals
    group by all
),

-- The last six of the 24 decimals absorb what the divisions cut off.
rounded as (
    select
        * exclude (units, decimals_12, decimals_24),
        units * 100000000
        + (decimals_12 + (decimals_24 + 500000) // 1000000000000 + 5000) // 10000 as tenths
    from sums
),

figures as (
    select distinct
        figure_id,
        fund,
        programme_period,
        subject,
        item,
        basis
    from figure
),

regions as (
    select distinct
        region_id,
        region_level,
        region_code
    from region_part
),

periods as (
    select distinct
        period_id,
        period_grain,
        period,
        period_start
    from period_part
),

names as (
    select
        level,
        code,
        arg_max(name_fi, last_year) as region_name
    from main.dim_region
    where code is not null
    group by level, code
),

final as (
    select
        figures.* exclude (figure_id),
        regions.* exclude (region_id),
        periods.* exclude (period_id),
        coalesce(names.region_name, 'Kohdentamaton') as region_name,
        rounded.projects,
        rounded.tenths::decimal(27, 0) * 0.0000000001::decimal(11, 10) as value
    from rounded
    inner join figures on rounded.figure_id = figures.figure_id
    inner join regions on rounded.region_id = regions.region_id
    inner join periods on rounded.period_id = periods.period_id
    left join names
        on regions.region_level = names.level and regions.region_code = names.code
)

select * from final
