-- one project described or planned, and begun, that a list declared complete must name
with listed as (
    select distinct
        list_row.document_id,
        project.fund,
        project.listed_period as period
    from list_row
    inner join store.stage.project as project on list_row.statement_id = project.statement_id
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

final as (
    select
        projects.statement_id,
        projects.project_code,
        complete.document_id as list_id,
        complete.complete_at
    from projects
    inner join complete
        on
            projects.fund = complete.fund
            and projects.period = complete.period
            and projects.planned_start <= complete.complete_at
)

select * from final
