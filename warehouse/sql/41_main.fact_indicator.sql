-- one indicator on one basis of one project version, from the document that counts for it
select
    choice.project_key,
    fact.indicator as indicator_key,
    fact.basis,
    fact.value,
    fact.document_id,
    fact.line_number
from choice
inner join store.stage.indicator as fact
    on
        choice.document_id = fact.document_id
        and choice.item = concat_ws('.', 'indicator', fact.indicator, fact.basis)
