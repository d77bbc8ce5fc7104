-- one region of the latest classification weighted by its inhabitants; gone codes have none
-- The inhabitants of a kunta that merged are in its successor's weight: its own would count twice.
with latest as (
    select
        max(classification_year) as classification_year,
        max(year) as year
    from main.region_population
)

select
    population.region_level,
    population.region_code,
    population.inhabitants as weight
from main.region_population as population
inner join latest
    on population.classification_year = latest.classification_year and population.year = latest.year
