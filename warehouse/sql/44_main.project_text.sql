-- one free text of one project version
select
    choice.project_key,
    document.kind,
    fact.section,
    fact.field,
    fact.lang,
    fact.text,
    fact.document_id,
    fact.line_number
from choice
inner join store.stage.text as fact
    on
        choice.document_id = fact.document_id
        and choice.item = concat_ws('.', 'text', fact.field, fact.lang)
inner join store.meta.document as document
    on fact.document_id = document.document_id
