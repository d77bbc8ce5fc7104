-- one document whose heading Osatoteuttajat is followed by nothing
select
    field.statement_id,
    field.section,
    field.field,
    field.line_number,
    null as observed,
    'Osatoteuttaja, 1234567-8' as expected
from store.stage.field as field
where field.field = 'partners' and not field.filled
