-- one cell of the mart of indicators at maakunta and year
select
    cell.fund,
    cell.programme_period,
    cell.region_code,
    cell.region_name,
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
where cell.region_level = 'maakunta' and cell.period_grain = 'year'
order by
    cell.indicator, cell.basis, cell.fund, cell.programme_period,
    cell.region_code nulls last, cell.period_start nulls last
