-- one kunta of the latest regional classification
with region as (
    select * from main.dim_region_year
    qualify year = max(year) over ()
)

select
    kunta.year,
    kunta.code,
    kunta.name_fi,
    kunta.name_sv,
    kunta.seutukunta_code,
    seutukunta.name_fi as seutukunta_fi,
    coalesce(seutukunta.name_sv, seutukunta.name_fi) as seutukunta_sv,
    seutukunta.name_fi as seutukunta_en,
    kunta.maakunta_code,
    maakunta.name_fi as maakunta_fi,
    coalesce(maakunta.name_sv, maakunta.name_fi) as maakunta_sv,
    coalesce(maakunta.name_en, maakunta.name_fi) as maakunta_en,
    kunta.suuralue_code,
    suuralue.name_fi as suuralue_fi,
    coalesce(suuralue.name_sv, suuralue.name_fi) as suuralue_sv,
    coalesce(suuralue.name_en, suuralue.name_fi) as suuralue_en
from region as kunta
left join region as seutukunta
    on seutukunta.level = 'seutukunta' and kunta.seutukunta_code = seutukunta.code
left join region as maakunta
    on maakunta.level = 'maakunta' and kunta.maakunta_code = maakunta.code
left join region as suuralue
    on suuralue.level = 'suuralue' and kunta.suuralue_code = suuralue.code
where kunta.level = 'kunta'
order by kunta.code
