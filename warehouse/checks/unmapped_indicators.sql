-- info: indicators taken over under their own heading
select count(*) as violations
from main.dim_indicator
where not mapped
