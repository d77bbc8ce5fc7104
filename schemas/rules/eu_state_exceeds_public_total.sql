-- one figure of EU and state funding above the total public funding it is part of
-- A total below zero is a finding of its own.
select
    part.statement_id,
    field.section,
    field.field,
    part.line_number,
    euros(part.amount_eur) as observed,
    '≤ ' || euros(total.amount_eur) as expected
from store.stage.funding as part
inner join store.stage.funding as total
    on part.statement_id = total.statement_id
inner join store.stage.field as field
    on part.statement_id = field.statement_id and field.field = part.basis || '_eu_state'
where
    part.measure = 'eu_state'
    and total.measure = 'public_total'
    and (part.basis, total.basis) in (
        ('granted', 'planned'), ('planned', 'planned'), ('realised', 'realised')
    )
    and part.amount_eur > total.amount_eur
    and total.amount_eur >= 0
