-- one line of one document on which a value stands that nobody can read: it is in no sum
select distinct
    statement_id,
    line_number
from store.stage.finding
where rule = 'value_unreadable'
