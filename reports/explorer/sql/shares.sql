-- one region of one level that one project falls in, with its whole-number part
select
    explored.place::integer as project,
    place.place::integer as region,
    share.region_part::integer as part,
    share.region_whole::integer as whole
from
    reading.region_parts(
        getvariable('region_level'),
        classification_year := '',
        as_of := '',
        weights := 'main.weight_equal'
    ) as share
inner join explored on share.project_key = explored.project_key
inner join place
    on
        share.region_level = place.region_level
        and share.region_code is not distinct from place.region_code
order by project, region
