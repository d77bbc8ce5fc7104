-- one figure of a current project, in hundredths of its unit
select
    project_key,
    'funding' as subject,
    measure as item,
    basis,
    (amount_eur * 100)::hugeint as hundredths
from main.fact_funding
union all
select
    project_key,
    'indicator' as subject,
    indicator_key as item,
    basis,
    value::hugeint * 100 as hundredths
from main.fact_indicator
