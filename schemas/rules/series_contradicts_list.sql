-- one row of a list of one programme period whose code series belongs to another
select
    project.statement_id,
    field.section,
    field.field,
    field.line_number,
    project.project_code as observed,
    series.period as expected
from store.stage.project as project
inner join code_series as series
    on starts_with(project.project_code, series.prefix)
inner join store.stage.field as field
    on project.statement_id = field.statement_id and field.field = 'project_code'
where project.listed_period <> series.period
