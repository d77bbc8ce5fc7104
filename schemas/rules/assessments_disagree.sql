-- one answer or score of a document that the document which counts contradicts
select
    document_id,
    section,
    field,
    line_number,
    value as observed,
    used_value || ' (' || used_title || ')' as expected
from disagreement
where is_assessment
