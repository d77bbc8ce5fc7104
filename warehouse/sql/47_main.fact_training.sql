-- one type of person-days of one project version
select
    project_document.project_key,
    fact.day_type,
    fact.day_type in ('classroom_teaching', 'distance_teaching') as is_teaching,
    fact.days,
    project_document.document_id,
    fact.line_number
from project_document
inner join store.stage.training as fact
    on project_document.statement_id = fact.statement_id
where not fact.is_total
