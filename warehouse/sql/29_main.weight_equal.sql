-- one region with the weight one: a project is shared equally over its places
select distinct
    level as region_level,
    code as region_code,
    1 as weight
from main.dim_region
where code is not null
