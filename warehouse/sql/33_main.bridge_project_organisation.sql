-- one organisation in one role of one project version
select
    project_key,
    organisation_key,
    role,
    min(name) as stated_name,
    min(type) as stated_type
from organisation_mention
group by project_key, organisation_key, role
