-- one criterion with a score other than zero and no justification
select
    score.document_id,
    '8.2' as section,
    score.criterion as field,
    score.line_number,
    concat_ws(' ', score.direct, score.indirect) as observed,
    null as expected
from store.stage.sustainability as score
where
    (score.direct <> 0 or score.indirect <> 0)
    and score.justification is null
