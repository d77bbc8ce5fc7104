-- critical: the region parts of every project version make the whole
select count(*) as violations
from (
    select project.project_key
    from main.dim_project as project
    left join main.bridge_project_region as bridge
        on project.project_key = bridge.project_key
    group by project.project_key
    having coalesce(sum(bridge.share_part), 0) <> coalesce(max(bridge.share_whole), -1)
) as broken
