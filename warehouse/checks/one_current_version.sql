-- critical: every project has exactly one current version
select count(*) as violations
from (
    select project_code
    from main.dim_project
    group by project_code
    having count(*) filter (where is_current) <> 1
) as broken
