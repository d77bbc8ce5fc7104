-- warning: every score outside −10…10 has its finding
select count(*) as violations
from main.fact_sustainability as fact
left join quality.finding as finding
    on
        fact.document_id = finding.document_id
        and fact.criterion_key = finding.field
        and finding.rule = 'score_out_of_range'
where
    (abs(fact.direct) > 10 or abs(fact.indirect) > 10)
    and finding.finding_id is null
