-- one line of one document with the field on it; blank where several fields share the line
select
    statement_id,
    line_number,
    if(count(distinct section) = 1, min(section), '') as section,
    if(count(distinct field) = 1, min(field), '') as field
from store.stage.field
group by statement_id, line_number
