-- one rule with findings in force: how many nobody has accepted, of how many projects, and the rest
select
    rule,
    count(*) filter (where not accepted) as findings,
    count(distinct project_code) filter (where not accepted) as projects,
    count(*) filter (where accepted) as accepted
from found
group by rule
