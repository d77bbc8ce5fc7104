-- one project that used more than it was granted
select
    low.statement_id,
    field.section,
    field.field,
    low.line_number,
    euros(low.amount_eur) as observed,
    '≤ ' || euros(high.amount_eur) as expected
from store.stage.funding as low
inner join store.stage.funding as high
    on low.statement_id = high.statement_id
inner join store.stage.field as field
    on low.statement_id = field.statement_id and field.field = 'realised_eu_state'
where
    low.measure = 'eu_state'
    and low.basis = 'realised'
    and high.measure = 'eu_state'
    and high.basis = 'granted'
    and low.amount_eur > high.amount_eur
