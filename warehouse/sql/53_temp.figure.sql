-- one figure of a current project, in hundredths of its unit
select
    figure.project_key,
    figure.hundredths,
    cell_figure.figure_id
from reading.figures() as figure
inner join main.dim_project as project on figure.project_key = project.project_key
inner join cell_figure
    on
        project.fund is not distinct from cell_figure.fund
        and project.programme_period is not distinct from cell_figure.programme_period
        and figure.subject = cell_figure.subject
        and figure.item = cell_figure.item
        and figure.basis is not distinct from cell_figure.basis
where project.is_current
