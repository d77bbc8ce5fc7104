-- one measure on one basis, over the current versions of all projects
select
    measure,
    basis,
    sum(amount_eur) as amount_eur,
    count(distinct project_key) as projects
from latest.fact_funding
group by all
order by measure, basis
