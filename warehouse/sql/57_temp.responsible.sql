-- one project with the authority that answers for it now
select
    project.project_code,
    authority.name as authority
from main.dim_project as project
left join main.dim_authority as authority
    on project.authority_key = authority.authority_key
where project.is_current
