-- one address whose postal code is not of the Finnish form
select
    field.document_id,
    field.section,
    field.field,
    field.line_number,
    field.text as observed,
    '12345' as expected
from store.stage.field as field
where
    field.field in ('postal_code', 'site_postal_code')
    and field.filled
    and not regexp_full_match(field.text, '\d{5}')
