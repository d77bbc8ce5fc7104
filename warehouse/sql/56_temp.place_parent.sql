-- one pair of parents a named kunta had in some year from its project's start to its end
select distinct
    place.statement_id,
    place.name,
    place.line_number,
    region.seutukunta_code,
    region.maakunta_code
from store.stage.place as place
inner join store.stage.project as project
    on place.statement_id = project.statement_id
inner join main.dim_region as region
    on
        region.level = 'kunta'
        and place.region_code = region.code
        and region.first_year
        <= greatest(
            coalesce(year(project.planned_end), place.classification_year),
            place.classification_year
        )
        and region.last_year >= place.classification_year
where place.level = 'kunta'
