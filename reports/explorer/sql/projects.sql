-- one project
select
    project_code,
    name,
    fund,
    programme_period,
    axis,
    objective,
    authority,
    coalesce(datediff('day', date '1970-01-01', first_day), -2147483648)::integer as first_day,
    coalesce(datediff('day', date '1970-01-01', last_day), -2147483648)::integer as last_day
from explored
order by place
