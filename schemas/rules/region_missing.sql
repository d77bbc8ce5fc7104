-- one document that names no place at all
select
    project.document_id,
    case document.kind when 'plan' then '10' else '6' end as section,
    'named_maakunta' as field,
    min(field.line_number) as line_number,
    null as observed,
    null as expected
from store.stage.project as project
inner join store.meta.document as document
    on project.document_id = document.document_id
left join store.stage.field as field
    on
        project.document_id = field.document_id
        and field.field = 'named_maakunta'
where
    project.geographic_scope is distinct from 'national'
    and project.document_id not in (
        select place.document_id from store.stage.place as place
    )
group by project.document_id, document.kind
