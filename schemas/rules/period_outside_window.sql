-- one project whose period leaves the eligibility window of its programme period
select
    project.statement_id,
    field.section,
    field.field,
    field.line_number,
    concat_ws(
        ' - ',
        coalesce(strftime(project.planned_start, '%-d.%-m.%Y'), '–'),
        coalesce(strftime(project.planned_end, '%-d.%-m.%Y'), '–')
    ) as observed,
    strftime(series.eligible_from, '%-d.%-m.%Y')
    || ' - ' || strftime(series.eligible_to, '%-d.%-m.%Y') as expected
from store.stage.project as project
inner join code_series as series
    on starts_with(project.project_code, series.prefix)
inner join store.stage.field as field
    on
        project.statement_id = field.statement_id
        and field.field in (
            'planned_period',
            if(project.planned_start < series.eligible_from, 'planned_start', 'planned_end')
        )
where
    project.planned_start < series.eligible_from
    or project.planned_end > series.eligible_to
