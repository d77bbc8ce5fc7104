-- one value of one document, of a field of one project on which documents disagree
select
    authority,
    project_code,
    label,
    form_field as field,
    basis,
    kind,
    source_uri,
    document_id,
    line_number,
    value,
    used
from disagreement
order by
    project_code, disagreement.field, basis, not used, document_id
