-- one document that names no place at all
select
    project.document_id,
    '6' as section,
    'named_maakunta' as field,
    min(field.line_number) as line_number,
    null as observed,
    null as expected
from store.stage.project as project
left join store.stage.field as field
    on
        project.document_id = field.document_id
        and field.field = 'named_maakunta'
where
    project.document_id not in (
        select place.document_id from store.stage.place as place
    )
group by project.document_id
