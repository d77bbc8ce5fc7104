-- one line of one side of one budget table of one project version
select
    project_document.project_key,
    fact.budget_table,
    fact.side,
    fact.position,
    fact.line,
    fact.line_kind,
    fact.basis,
    fact.amount_eur,
    fact.share_pct,
    project_document.document_id,
    fact.line_number
from project_document
inner join store.stage.budget as fact
    on project_document.statement_id = fact.statement_id
