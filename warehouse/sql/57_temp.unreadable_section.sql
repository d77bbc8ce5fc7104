-- one section of one document that holds a value nobody can read: no sum of it is to be blamed
select distinct
    document_id,
    section
from store.stage.finding
where rule = 'value_unreadable'
