-- one region of one level
select
    region_level,
    region_code,
    name_fi,
    name_sv,
    name_en
from place
order by region_level, place
