-- one place named by one project version, with the first line that names it
select
    choice.project_key,
    place.level,
    place.name,
    region.region_key,
    place.region_code,
    place.resolution,
    place.classification_year,
    place.year_is_nearest,
    choice.document_id,
    min(place.line_number) as line_number
from choice
inner join store.stage.place as place
    on
        choice.statement_id = place.statement_id
        and choice.item = 'region'
left join main.dim_region as region
    on
        place.level = region.level
        and place.region_code = region.code
        and place.classification_year between region.first_year and region.last_year
group by all
