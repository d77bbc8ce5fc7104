-- one region of one level in its own classification, or what is unallocated at that level
with regions as (
    select distinct
        region_level,
        region_code
    from main.bridge_region_level
    where carried = 'own'
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
        regions.*,
        coalesce(names.region_name, 'Kohdentamaton') as region_name,
        row_number() over (order by regions.region_level, regions.region_code) as region_id
    from regions
    left join names
        on regions.region_level = names.level and regions.region_code = names.code
)

select * from final
