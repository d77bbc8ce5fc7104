-- one project in force, by its place in the page
-- What a page says of a project is what this names and no more.
select
    project.project_key,
    project.project_code,
    project.name,
    project.fund,
    project.programme_period,
    project.axis_number as axis,
    project.objective_number as objective,
    authority.name as authority,
    if(project.planned_start <= project.planned_end, project.planned_start, null) as first_day,
    if(project.planned_start <= project.planned_end, project.planned_end, null) as last_day,
    row_number() over (order by project.project_key) - 1 as place
from reading.projects() as project
left join main.dim_authority as authority on project.authority_key = authority.authority_key
