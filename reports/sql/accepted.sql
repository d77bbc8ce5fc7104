-- one finding somebody has accepted, until a day that has not passed
select
    found.*,
    rule.number,
    rule.title_fi,
    rule.title_sv,
    rule.title_en
from found
inner join quality.rule as rule on found.rule = rule.rule
where found.accepted
order by
    found.accepted_until,
    rule.number,
    found.project_code,
    found.document_id,
    found.line_number,
    found.finding_id
