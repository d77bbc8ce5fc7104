-- one statement with its status, and what that means: running, ended, or NULL where nobody said
with stated as (
    select
        project.statement_id,
        project.status,
        coalesce(series.period, project.listed_period) as programme_period
    from store.stage.project as project
    left join code_series as series
        on starts_with(project.project_code, series.prefix)
    where project.status is not null
),

-- A word means what it does in the project's own period; one of another period is better than none.
final as (
    select
        stated.statement_id,
        stated.status,
        known.meaning
    from stated
    left join status_seed as known
        on folded(stated.status) = folded(known.status)
    qualify row_number() over (
        partition by stated.statement_id
        order by
            known.programme_period is not distinct from stated.programme_period desc,
            known.programme_period desc
    ) = 1
)

select * from final
