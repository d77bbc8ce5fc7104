-- indicator of one fund, programme period, region, period, indicator and basis
select
    fund,
    programme_period,
    region_level,
    region_code,
    region_name,
    period_grain,
    period,
    period_start,
    item as indicator,
    basis,
    value as value,
    projects
from cell
where subject = 'indicator'
