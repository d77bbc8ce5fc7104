-- critical: the days of every project version's months make its period
select count(*) as violations
from (
    select project.project_key
    from main.dim_project as project
    left join main.bridge_project_month as bridge
        on project.project_key = bridge.project_key
    group by project.project_key
    having coalesce(sum(bridge.days), 0) <> coalesce(max(bridge.period_days), -1)
) as broken
