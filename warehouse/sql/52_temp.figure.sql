-- one figure of a current project, in hundredths of its unit
with figures as (
    select
        project_key,
        'funding' as subject,
        measure as item,
        basis,
        (amount_eur * 100)::bigint as hundredths
    from main.fact_funding
    union all
    select
        project_key,
        'indicator' as subject,
        indicator_key as item,
        basis,
        value * 100 as hundredths
    from main.fact_indicator
),

final as (
    select
        figures.*,
        project.fund,
        project.programme_period,
        dense_rank() over (
            order by
                project.fund,
                project.programme_period,
                figures.subject,
                figures.item,
                figures.basis
        ) as figure_id
    from figures
    inner join main.dim_project as project on figures.project_key = project.project_key
    where project.is_current
)

select * from final
