-- one project version with the programme period of its code series, else of the list it stands on
with listed as (
    select
        project_document.project_key,
        min(project.listed_period) as period
    from project_document
    inner join store.stage.project as project
        on project_document.statement_id = project.statement_id
    group by project_document.project_key
),

final as (
    select
        version.project_key,
        coalesce(series.period, listed.period) as period
    from project_version as version
    inner join listed on version.project_key = listed.project_key
    left join code_series as series
        on starts_with(version.project_code, series.prefix)
)

select * from final
