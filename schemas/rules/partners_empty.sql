-- one document whose heading Osatoteuttajat is followed by nothing
select
    field.document_id,
    field.section,
    field.field,
    field.line_number,
    null as observed,
    'a partner, or no heading' as expected
from store.stage.field as field
where field.field = 'partners' and not field.filled
