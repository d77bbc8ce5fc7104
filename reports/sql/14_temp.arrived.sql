-- one document that could be read and one project of those the report speaks of
select distinct
    statement.document_id,
    statement.kind,
    statement.project_code,
    statement.line_number,
    document.run_id
from meta.statement as statement
inner join meta.document as document
    on statement.document_id = document.document_id
inner join project on statement.project_code = project.project_code
where document.status <> 'duplicate'
