-- one page of one paged document
select
    statement.document_id,
    page.page,
    page.line_number
from store.stage.page as page
inner join store.meta.statement as statement on page.statement_id = statement.statement_id
