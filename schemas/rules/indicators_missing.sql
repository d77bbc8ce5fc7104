-- one document whose section 7 stands without any planned number to be filled in
select
    document.document_id,
    '7' as section,
    'planned_count' as field,
    null as line_number,
    null as observed,
    null as expected
from store.meta.document as document
inner join store.stage.project as project
    on document.document_id = project.document_id
where
    list_contains(string_split(document.sections, ' '), '7')
    and document.document_id not in (
        select field.document_id
        from store.stage.field as field
        where field.field = 'planned_count'
    )
