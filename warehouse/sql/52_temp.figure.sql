-- one figure of a current project, in hundredths of its unit
select
    figure.project_key,
    figure.subject,
    figure.item,
    figure.basis,
    figure.hundredths,
    project.fund,
    project.programme_period,
    dense_rank() over (
        order by
            project.fund,
            project.programme_period,
            figure.subject,
            figure.item,
            figure.basis
    ) as figure_id
from reading.figures() as figure
inner join main.dim_project as project on figure.project_key = project.project_key
where project.is_current
