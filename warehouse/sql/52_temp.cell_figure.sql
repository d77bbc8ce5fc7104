-- one figure by what it is: fund, programme period, measure or indicator, and basis
with figures as (
    select distinct
        project.fund,
        project.programme_period,
        figure.subject,
        figure.item,
        figure.basis
    from reading.figures() as figure
    inner join main.dim_project as project on figure.project_key = project.project_key
    where project.is_current
),

final as (
    select
        *,
        row_number() over (order by fund, programme_period, subject, item, basis) as figure_id
    from figures
)

select * from final
