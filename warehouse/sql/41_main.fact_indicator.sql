-- one indicator on one basis of one project version, from the document that counts for it
select
    choice.project_key,
    fact.indicator as indicator_key,
    fact.basis,
    fact.value,
    choice.document_id,
    fact.line_number
from choice
inner join store.stage.indicator as fact
    on
        choice.statement_id = fact.statement_id
        and choice.item = concat_ws('.', 'indicator', fact.indicator, fact.basis)
