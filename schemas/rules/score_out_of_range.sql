-- one criterion with a score outside the scale
select
    score.statement_id,
    field.section,
    score.criterion as field,
    score.line_number,
    concat_ws(' ', score.direct, score.indirect) as observed,
    '-10…10' as expected
from store.stage.sustainability as score
inner join store.stage.field as field
    on score.statement_id = field.statement_id and score.criterion = field.field
where abs(score.direct) > 10 or abs(score.indirect) > 10
