-- critical: every region of a mart is one of its level, and what falls to none is Kohdentamaton
with cells as (
    select
        region_level,
        region_code,
        region_name
    from mart.funding_by_region_period
    union all
    select
        region_level,
        region_code,
        region_name
    from mart.indicator_by_region_period
),

regions as (
    select distinct
        level,
        code
    from main.dim_region
)

select count(*) as violations
from cells
left join regions
    on cells.region_level = regions.level and cells.region_code = regions.code
where
    (cells.region_code is null) <> (cells.region_name = 'Kohdentamaton')
    or (cells.region_code is not null and regions.code is null)
