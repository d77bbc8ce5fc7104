-- one final report of a project that runs on by its own status
select
    report.statement_id,
    report.section,
    report.field,
    report.line_number,
    project_state.status as observed,
    'Toiminta päättynyt' as expected
from store.stage.text as report
inner join project_state
    on report.statement_id = project_state.statement_id and project_state.meaning = 'running'
where
    report.field = 'final_report'
    and report.statement_id not in (
        select empty.statement_id
        from placeholder_text as empty
        where empty.field = 'final_report'
    )
