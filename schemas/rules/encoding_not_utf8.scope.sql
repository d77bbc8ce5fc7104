-- one document: its encoding is not that of a row of a list
select statement_id
from store.meta.statement
where kind <> 'project_list' or project_code is null
