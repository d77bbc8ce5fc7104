-- one measure on one basis of one project version, from the document that counts for it
select
    choice.project_key,
    fact.measure,
    fact.basis,
    fact.amount_eur,
    choice.document_id,
    fact.line_number
from choice
inner join store.stage.funding as fact
    on
        choice.statement_id = fact.statement_id
        and choice.item = concat_ws('.', 'funding', fact.measure, fact.basis)
