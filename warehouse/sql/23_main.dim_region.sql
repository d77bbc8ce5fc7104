-- one code and span of years with the same parents, and the unallocated member
select
    level || '-' || code || '-' || first_year as region_key,
    level,
    code,
    name_fi,
    nullif(name_sv, '') as name_sv,
    nullif(name_en, '') as name_en,
    nullif(seutukunta_code, '') as seutukunta_code,
    nullif(maakunta_code, '') as maakunta_code,
    nullif(suuralue_code, '') as suuralue_code,
    nullif(nuts_code, '') as nuts_code,
    first_year::integer as first_year,
    last_year::integer as last_year
from region_seed
union all by name
select
    'unallocated' as region_key,
    'unallocated' as level,
    'Kohdentamaton' as name_fi,
    'Ofördelad' as name_sv,
    'Unallocated' as name_en
