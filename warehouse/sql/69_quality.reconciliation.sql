-- one column that several documents in force state of one current project, by one of them
select
    project_code,
    field,
    basis,
    document_id,
    kind,
    line_number,
    section,
    form_field,
    value,
    used,
    disagrees
from reconciled
