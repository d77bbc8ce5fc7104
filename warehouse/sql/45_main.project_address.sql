-- one address of one project version
select
    choice.project_key,
    fact.role,
    fact.street_address,
    fact.postal_code,
    fact.town,
    fact.web_address,
    choice.document_id,
    fact.line_number
from choice
inner join store.stage.address as fact
    on
        choice.statement_id = fact.statement_id
        and choice.item = 'address.' || fact.role
