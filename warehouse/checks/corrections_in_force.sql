-- warning: every correction is of a document in force
select count(*) as violations
from quality.correction
where not in_force
