-- one base cell of one breakdown of the expected participants of one project version
select
    project_document.project_key,
    fact.breakdown,
    fact.age,
    fact.labour_status,
    fact.education,
    fact.sex,
    fact.size_class,
    fact.count,
    project_document.document_id,
    fact.line_number
from project_document
inner join store.stage.participants as fact
    on project_document.statement_id = fact.statement_id
where not fact.is_total
