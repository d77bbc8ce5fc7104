-- one cell of the mart of funding at maakunta and year
select
    fund,
    programme_period,
    region_code,
    region_name,
    period,
    measure,
    basis,
    amount_eur,
    projects
from mart.funding_by_region_period
where region_level = 'maakunta' and period_grain = 'year'
order by measure, basis, fund, programme_period, region_code nulls last, period_start nulls last
