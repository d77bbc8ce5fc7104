-- one organisation in one role of one project version
select distinct
    project_key,
    organisation_key,
    role
from organisation_mention
