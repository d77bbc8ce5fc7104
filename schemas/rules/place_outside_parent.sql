-- one kunta and level of which no year's parent is among those the document names
with named as (
    select
        statement_id,
        level,
        list(region_code) as codes,
        list(distinct name order by name) as names
    from store.stage.place
    where level in ('seutukunta', 'maakunta') and region_code is not null
    group by all
)

select
    kunta.statement_id,
    field.section,
    'named_kunta' as field,
    kunta.line_number,
    kunta.name as observed,
    array_to_string(any_value(named.names), ', ') as expected
from place_parent as kunta
inner join named on kunta.statement_id = named.statement_id
inner join store.stage.field as field
    on kunta.statement_id = field.statement_id and field.field = 'named_kunta'
group by kunta.statement_id, field.section, kunta.name, kunta.line_number, named.level
having
    not bool_or(
        list_contains(
            named.codes,
            if(named.level = 'seutukunta', kunta.seutukunta_code, kunta.maakunta_code)
        )
    )
