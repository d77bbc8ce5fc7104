-- one address whose postal code is not of the Finnish form
select
    address.statement_id,
    field.section,
    field.field,
    if(field.field = 'site', address.line_number, field.line_number) as line_number,
    address.postal_code as observed,
    '12345' as expected
from store.stage.address as address
inner join store.stage.field as field
    on
        address.statement_id = field.statement_id
        and list_contains(
            if(
                address.role = 'site',
                ['site_postal_code', 'site'],
                ['postal_code']
            ),
            field.field
        )
where not regexp_full_match(address.postal_code, '\d{5}')
