-- one refused document of one authority, or of any
select
    document_id,
    source_uri,
    authority,
    project_code,
    reason,
    observed,
    cast(first_seen as date) as first_seen
from refused_document
order by refused_document.first_seen, document_id
