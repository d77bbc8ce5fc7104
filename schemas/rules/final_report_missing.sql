-- one ended project whose section 9 is empty or absent
select
    project.statement_id,
    '9' as section,
    'final_report' as field,
    report.line_number,
    null as observed,
    'Loppuraportin tiivistelmä' as expected
from project_state as project
left join store.stage.field as report
    on
        project.statement_id = report.statement_id
        and report.field = 'final_report'
where
    project.meaning = 'ended'
    and not coalesce(report.filled, false)
