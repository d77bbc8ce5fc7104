-- one value of a document that the document which counts contradicts
select
    statement_id,
    section,
    field,
    line_number,
    observed,
    expected
from disagreement
where not is_assessment
