-- one kunta and level of which no year's parent is among those the document names
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

named as (
    select
        document_id,
        level,
        list(region_code) as codes,
        list(name) as names
    from store.stage.place
    where level in ('seutukunta', 'maakunta') and region_code is not null
    group by all
)

select
    place_years.document_id,
    '6' as section,
    'named_kunta' as field,
    place_years.line_number,
    place_years.name as observed,
    'a kunta of ' || array_to_string(any_value(named.names), ', ') as expected
from place_years
inner join named on place_years.document_id = named.document_id
group by place_years.document_id, place_years.name, place_years.line_number, named.level
having
    not bool_or(
        list_contains(
            named.codes,
            if(
                named.level = 'seutukunta',
                place_years.seutukunta_code,
                place_years.maakunta_code
            )
        )
    )
