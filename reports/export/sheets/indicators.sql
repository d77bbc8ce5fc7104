-- one cell of the mart of indicators at maakunta and year
with maakunta as (
    select
        code,
        name_sv,
        name_en
    from main.dim_region_year
    where level = 'maakunta'
    qualify year = max(year) over (partition by code)
)

select
    cell.fund,
    cell.programme_period,
    cell.region_code,
    cell.region_name as region_name_fi,
    coalesce(maakunta.name_sv, cell.region_name) as region_name_sv,
    coalesce(maakunta.name_en, cell.region_name) as region_name_en,
    cell.period,
    named.name_fi as indicator_fi,
    coalesce(named.name_sv, named.name_fi) as indicator_sv,
    coalesce(named.name_en, named.name_fi) as indicator_en,
    cell.basis,
    cell.value,
    named.unit,
    cell.projects
from mart.indicator_by_region_period as cell
inner join main.dim_indicator as named on cell.indicator = named.indicator_key
left join maakunta on cell.region_code = maakunta.code
where cell.region_level = 'maakunta' and cell.period_grain = 'year'
order by
    cell.indicator, cell.basis, cell.fund, cell.programme_period,
    cell.region_code nulls last, cell.period_start nulls last
