-- one named seutukunta or maakunta without any of the named kunnat, nationwide ones apart
with national as (
    select statement_id
    from store.stage.region_share
    group by statement_id
    having count(*) filter (where starts_with(region_key, 'maakunta-')) >= 18
),

parents as (
    select *
    from store.stage.place
    where
        level in ('seutukunta', 'maakunta')
        and region_code is not null
        and statement_id not in (select national.statement_id from national)
)

select
    parents.statement_id,
    field.section,
    'named_' || parents.level as field,
    parents.line_number,
    parents.name as observed,
    '≥ 1 kunta' as expected
from parents
inner join place_parent as kunta on parents.statement_id = kunta.statement_id
inner join store.stage.field as field
    on
        parents.statement_id = field.statement_id
        and field.field = 'named_' || parents.level
group by
    parents.statement_id, parents.level, parents.name, parents.line_number, field.section
having
    not bool_or(
        parents.region_code
        = if(parents.level = 'seutukunta', kunta.seutukunta_code, kunta.maakunta_code)
    )
