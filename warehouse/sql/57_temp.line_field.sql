-- one line of one document with the field on it; blank where several fields share the line
select
    statement_id,
    line_number,
    if(min(section) = max(section), min(section), '') as section,
    if(min(field) = max(field), min(field), '') as field
from store.stage.field
group by statement_id, line_number
