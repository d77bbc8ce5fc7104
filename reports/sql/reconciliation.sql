-- one value of a field on which the documents of a project disagree, by document
select *
from disagreement
order by project_code, field, basis, array_position(['description', 'plan', 'project_list'], kind)
