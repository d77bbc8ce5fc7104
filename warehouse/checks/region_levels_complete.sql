-- critical: every region has each level once, in its own division and in that of every year
with divisions as (
    select null::integer as classification_year
    union all
    select distinct year as classification_year
    from main.dim_region_year
),

levels (region_level) as (
    values ('kunta'), ('seutukunta'), ('maakunta'), ('suuralue')
),

expected as (
    select
        region.region_key,
        divisions.classification_year,
        levels.region_level
    from main.dim_region as region
    cross join divisions
    cross join levels
)

select count(*) as violations
from expected
full join main.bridge_region_level as bridge
    on
        expected.region_key = bridge.region_key
        and expected.classification_year is not distinct from bridge.classification_year
        and expected.region_level = bridge.region_level
where expected.region_key is null or bridge.region_key is null
