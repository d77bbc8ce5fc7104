-- one named seutukunta or maakunta without any of the named kunnat, nationwide ones apart
with national as (
    select document_id
    from store.stage.region_share
    group by document_id
    having count(*) filter (where starts_with(region_key, 'maakunta-')) >= 18
),

parents as (
    select *
    from store.stage.place
    where
        level in ('seutukunta', 'maakunta')
        and region_code is not null
        and document_id not in (select national.document_id from national)
)

select
    parents.document_id,
    field.section,
    'named_' || parents.level as field,
    parents.line_number,
    parents.name as observed,
    null as expected
from parents
inner join place_parent as kunta on parents.document_id = kunta.document_id
inner join store.stage.field as field
    on
        parents.document_id = field.document_id
        and field.field = 'named_' || parents.level
group by
    parents.document_id, parents.level, parents.name, parents.line_number, field.section
having
    not bool_or(
        parents.region_code
        = if(parents.level = 'seutukunta', kunta.seutukunta_code, kunta.maakunta_code)
    )
