-- one free text of one project version
select
    choice.project_key,
    choice.kind,
    fact.section,
    fact.field,
    fact.lang,
    fact.text,
    choice.document_id,
    fact.line_number
from choice
inner join store.stage.text as fact
    on
        choice.statement_id = fact.statement_id
        and choice.item = concat_ws('.', 'text', fact.field, fact.lang)
