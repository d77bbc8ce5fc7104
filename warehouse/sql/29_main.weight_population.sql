-- one region weighted by its latest known inhabitants; merged kunnat have none
select
    region_level,
    region_code,
    arg_max(inhabitants, (regions_of, year)) as weight
from main.region_population
group by region_level, region_code
