-- one indicator planned as zero and realised above it
select
    realised.statement_id,
    field.section,
    'realised_count' as field,
    realised.line_number,
    '0 → ' || realised.value as observed,
    null as expected
from store.stage.indicator as realised
inner join store.stage.indicator as planned
    on
        realised.statement_id = planned.statement_id
        and realised.indicator = planned.indicator
inner join store.stage.field as field
    on
        realised.statement_id = field.statement_id
        and realised.line_number = field.line_number
where
    planned.basis = 'planned'
    and realised.basis = 'realised'
    and planned.value = 0
    and realised.value > 0
