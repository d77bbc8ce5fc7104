-- one list itself: columns are not of its rows
select statement_id
from store.meta.statement
where project_code is null
