-- one text that a form asks for, or the report of an ended project, with a placeholder for a text
select
    empty.statement_id,
    empty.section,
    empty.field,
    empty.line_number,
    empty.text as observed,
    form.label as expected
from placeholder_text as empty
inner join store.meta.statement as statement on empty.statement_id = statement.statement_id
inner join store.meta.form_field as form
    on
        statement.kind = form.kind
        and empty.section = form.section
        and empty.field = form.field
left join project_state on empty.statement_id = project_state.statement_id
where
    form.mandatory
    or (empty.field = 'final_report' and project_state.meaning = 'ended')
