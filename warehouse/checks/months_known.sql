-- critical: every month of a project's period is a month of dim_date, or unallocated
select count(*) as violations
from main.bridge_project_month
where
    month <> 'unallocated'
    and month not in (select dim_date.month from main.dim_date)
