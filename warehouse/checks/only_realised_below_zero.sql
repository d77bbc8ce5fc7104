-- critical: no money is below zero but what is realised, which corrections may bring there
select count(*) as violations
from main.fact_funding
where amount_eur < 0 and basis <> 'realised'
