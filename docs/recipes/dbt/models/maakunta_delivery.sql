-- One row: one fund, programme period and maakunta, and Kohdentamaton.
with cell as (

    select * from {{ source('mart', 'funding_by_region_period') }}
    where region_level = 'maakunta' and period_grain = 'total' and measure = 'eu_state'

)

select
    fund,
    programme_period,
    region_code,
    region_name,
    sum(amount_eur) filter (basis = 'granted') as granted_eur,
    sum(amount_eur) filter (basis = 'realised') as realised_eur
from cell
where basis in ('granted', 'realised')
group by all
