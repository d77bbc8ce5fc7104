-- one project whose code belongs to no programme period, and that no list of a period names
select
    project.statement_id,
    field.section,
    field.field,
    field.line_number,
    project.project_code as observed,
    (
        select string_agg(prefix || '…', ', ' order by prefix)
        from code_series
    ) as expected
from store.stage.project as project
inner join store.stage.field as field
    on
        project.statement_id = field.statement_id
        and field.field = 'project_code'
where
    not exists (
        select 1 from code_series as series
        where starts_with(project.project_code, series.prefix)
    )
    and not exists (
        select 1 from store.stage.project as listed
        where listed.project_code = project.project_code and listed.listed_period is not null
    )
