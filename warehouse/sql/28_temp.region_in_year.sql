-- one dim_region row, and the row of its level that it is or is part of in one year
select
    carried.region_key as named_key,
    carried.classification_year as year,
    target.region_key,
    target.code
from main.bridge_region_level as carried
inner join main.dim_region as region
    on carried.region_key = region.region_key and carried.region_level = region.level
inner join main.dim_region as target
    on
        carried.region_level = target.level
        and carried.region_code = target.code
        and carried.classification_year between target.first_year and target.last_year
