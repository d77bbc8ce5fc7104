-- one organisation in one role of one project version
select
    project_key,
    organisation_key,
    role,
    min(name) as name,
    min(type) as type
from organisation_mention
group by project_key, organisation_key, role
