-- one criterion with a score other than zero and no justification
select
    score.statement_id,
    field.section,
    score.criterion as field,
    score.line_number,
    concat_ws(' ', score.direct, score.indirect) as observed,
    'Perustelu / 0' as expected
from store.stage.sustainability as score
inner join store.stage.field as field
    on score.statement_id = field.statement_id and score.criterion = field.field
where
    (score.direct <> 0 or score.indirect <> 0)
    and score.justification is null
