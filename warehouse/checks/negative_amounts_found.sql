-- warning: every amount below zero has its finding
select count(*) as violations
from main.fact_funding as fact
left join quality.finding as finding
    on
        fact.document_id = finding.document_id
        and fact.line_number = finding.line_number
        and finding.rule = 'amount_negative'
where fact.amount_eur < 0 and finding.finding_id is null
