-- one region of one level, by its place among those of the level; the last is what is unallocated
-- A region has its latest name, as in the marts.
with regions as (
    select distinct
        region_level,
        region_code
    from main.bridge_region_level
    where carried = 'own'
),

names as (
    select
        level as region_level,
        code as region_code,
        arg_max(name_fi, last_year) as name_fi,
        arg_max(name_sv, last_year) as name_sv,
        arg_max(name_en, last_year) as name_en
    from main.dim_region
    where code is not null
    group by level, code
),

final as (
    select
        regions.region_level,
        regions.region_code,
        names.name_fi,
        names.name_sv,
        names.name_en,
        row_number()
            over (
                partition by regions.region_level order by regions.region_code nulls last
            )
        - 1 as place
    from regions
    left join names
        on
            regions.region_level = names.region_level
            and regions.region_code = names.region_code
)

select * from final
