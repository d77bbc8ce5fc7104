-- one statement that has another before it
select statement_id
from store.meta.chain
where version > 1
