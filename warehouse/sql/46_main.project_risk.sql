-- one risk of one project version
select
    project_document.project_key,
    fact.position,
    fact.risk,
    fact.measures,
    project_document.document_id,
    fact.line_number
from project_document
inner join store.stage.risk as fact
    on project_document.statement_id = fact.statement_id
