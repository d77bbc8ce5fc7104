-- one document that names no place at all
select
    project.statement_id,
    case statement.kind when 'plan' then '10' else '6' end as section,
    'named_maakunta' as field,
    min(field.line_number) as line_number,
    null as observed,
    'Maakunnat; Seutukunnat; Kunnat' as expected
from store.stage.project as project
inner join store.meta.statement as statement
    on project.statement_id = statement.statement_id
left join store.stage.field as field
    on
        project.statement_id = field.statement_id
        and field.field = 'named_maakunta'
where
    project.geographic_scope is distinct from 'national'
    and project.statement_id not in (
        select place.statement_id from store.stage.place as place
    )
group by project.statement_id, statement.kind
