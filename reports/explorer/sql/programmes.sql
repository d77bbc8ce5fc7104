-- one specific objective of one axis of one programme period, with the titles of both
select
    programme_period,
    axis_number as axis,
    axis_title,
    objective_number as objective,
    objective_title
from main.dim_programme
order by all
