-- one project that a list declared complete must name
select distinct statement_id
from due_on_list
