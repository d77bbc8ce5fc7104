-- one region of the latest division weighted by its latest known inhabitants; gone codes have none
-- The inhabitants of a kunta that merged are in its successor's weight: its own would count twice.
with latest as (
    select
        max(regions_of) as regions_of,
        max(year) as year
    from main.region_population
)

select
    population.region_level,
    population.region_code,
    population.inhabitants as weight
from main.region_population as population
inner join latest
    on population.regions_of = latest.regions_of and population.year = latest.year
