-- one document whose section 7 stands without any planned number to be filled in
select
    statement.statement_id,
    '7' as section,
    'planned_count' as field,
    null as line_number,
    null as observed,
    'Suunniteltu' as expected
from store.meta.statement as statement
inner join store.stage.project as project
    on statement.statement_id = project.statement_id
inner join store.meta.document as document
    on statement.document_id = document.document_id
where
    list_contains(string_split(document.sections, ' '), '7')
    and statement.statement_id not in (
        select field.statement_id
        from store.stage.field as field
        where field.field = 'planned_count'
    )
