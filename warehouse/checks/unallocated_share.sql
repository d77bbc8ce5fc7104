-- info: current projects some part of which falls to no region
select count(distinct bridge.project_key) as violations
from main.bridge_project_region as bridge
inner join main.dim_project as project on bridge.project_key = project.project_key
where bridge.region_key = 'unallocated' and project.is_current
