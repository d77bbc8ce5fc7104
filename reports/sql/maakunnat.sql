-- one maakunta with its latest names
select
    code,
    arg_max(name_fi, last_year) as name_fi,
    arg_max(name_sv, last_year) as name_sv,
    arg_max(name_en, last_year) as name_en
from main.dim_region
where level = 'maakunta'
group by code
order by code
