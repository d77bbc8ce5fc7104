-- one project described or planned, and begun, that a list declared complete does not name
with listed as (
    select distinct
        statement.document_id,
        project.fund,
        project.listed_period as period
    from store.meta.statement as statement
    inner join store.stage.project as project on statement.statement_id = project.statement_id
    where statement.kind = 'project_list'
),

complete as (
    select
        listed.*,
        declared.complete_at
    from listed
    inner join complete_list as declared on listed.document_id = declared.document_id
    qualify declared.complete_at = max(declared.complete_at) over (
        partition by listed.fund, listed.period
    )
),

-- A row that was refused stands on its list all the same.
named as (
    select
        document_id,
        project_code
    from store.meta.statement
    where kind = 'project_list' and project_code is not null
    union
    select
        document_id,
        project_code
    from store.quality.refused_row
    where project_code is not null
),

projects as (
    select
        statement.statement_id,
        statement.project_code,
        project.fund,
        project.planned_start,
        series.period
    from statement_in_force as statement
    inner join store.stage.project as project on statement.statement_id = project.statement_id
    inner join code_series as series
        on starts_with(statement.project_code, series.prefix)
    where statement.is_current and statement.kind in ('description', 'plan')
    qualify row_number() over (partition by statement.project_code order by statement.kind) = 1
),

missing as (
    select
        projects.statement_id,
        complete.complete_at
    from projects
    inner join complete
        on
            projects.fund = complete.fund
            and projects.period = complete.period
            and projects.planned_start <= complete.complete_at
    left join named
        on
            complete.document_id = named.document_id
            and projects.project_code = named.project_code
    group by projects.statement_id, complete.complete_at
    having count(named.project_code) = 0
)

select
    missing.statement_id,
    field.section,
    field.field,
    field.line_number,
    field.text as observed,
    'hankeluettelo ' || strftime(missing.complete_at, '%-d.%-m.%Y') as expected
from missing
inner join store.stage.field as field
    on missing.statement_id = field.statement_id and field.field = 'project_code'
