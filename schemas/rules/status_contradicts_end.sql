-- one row of a list complete at a date whose status does not go with its period on that date
select
    list_row.statement_id,
    field.section,
    field.field,
    field.line_number,
    project_state.status as observed,
    concat_ws(
        ' - ',
        coalesce(strftime(project.planned_start, '%-d.%-m.%Y'), '–'),
        coalesce(strftime(project.planned_end, '%-d.%-m.%Y'), '–')
    ) || ' / ' || strftime(declared.complete_at, '%-d.%-m.%Y') as expected
from complete_list as declared
inner join list_row on declared.document_id = list_row.document_id
inner join store.stage.project as project on list_row.statement_id = project.statement_id
inner join project_state on list_row.statement_id = project_state.statement_id
inner join store.stage.field as field
    on list_row.statement_id = field.statement_id and field.field = 'status'
where
    (project_state.meaning = 'running' and project.planned_end < declared.complete_at)
    or (project_state.meaning = 'ended' and project.planned_start > declared.complete_at)
