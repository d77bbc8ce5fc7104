-- one refused row of a list
select
    document_id,
    source_uri,
    line_number,
    project_code,
    reason,
    observed
from refused_row
order by document_id, line_number
