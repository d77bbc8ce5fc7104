-- critical: every correction of decisions/corrections.csv was applied
select count(*) as violations
from quality.correction
where outcome <> 'applied'
