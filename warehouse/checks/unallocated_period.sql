-- info: current projects without a usable period
select count(distinct bridge.project_key) as violations
from main.bridge_project_month as bridge
inner join main.dim_project as project on bridge.project_key = project.project_key
where bridge.month = 'unallocated' and project.is_current
