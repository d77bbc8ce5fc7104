-- funding of one fund, programme period, region, period, measure and basis
select
    fund,
    programme_period,
    region_level,
    region_code,
    region_name,
    period_grain,
    period,
    period_start,
    item as measure,
    basis,
    value as amount_eur,
    projects
from cell
where subject = 'funding'
