-- one named seutukunta or maakunta without any of the named kunnat, nationwide ones apart
with place_years as (
    -- every parent a named kunta had in any year from the project's start to its end
    select distinct
        place.document_id,
        place.name,
        place.line_number,
        region.seutukunta_code,
        region.maakunta_code
    from store.stage.place as place
    inner join store.stage.project as project
        on place.document_id = project.document_id
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
),

national as (
    select document_id
    from store.stage.region_share
    group by document_id
    having count(*) filter (where starts_with(region_key, 'maakunta-')) >= 18
),

parents as (
    select
        place.document_id,
        place.level,
        place.name,
        place.line_number,
        place.region_code
    from store.stage.place as place
    where
        place.level in ('seutukunta', 'maakunta')
        and place.region_code is not null
        and place.document_id in (select place_years.document_id from place_years)
        and place.document_id not in (select national.document_id from national)
)

select
    parents.document_id,
    '6' as section,
    'named_' || parents.level as field,
    parents.line_number,
    parents.name as observed,
    'a named kunta in it' as expected
from parents
inner join place_years on parents.document_id = place_years.document_id
group by parents.document_id, parents.level, parents.name, parents.line_number
having
    not bool_or(
        parents.region_code
        = if(
            parents.level = 'seutukunta', place_years.seutukunta_code, place_years.maakunta_code
        )
    )
