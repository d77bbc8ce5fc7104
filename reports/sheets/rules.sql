-- one rule, with the number of its findings that nobody has accepted, and of those accepted
select
    rule.number,
    rule.title_fi,
    rule.title_sv,
    rule.title_en,
    rule.severity,
    rule.criterion,
    coalesce(rule_count.findings, 0) as findings,
    coalesce(rule_count.accepted, 0) as accepted,
    rule.fix_fi,
    rule.fix_sv,
    rule.fix_en
from quality.rule as rule
left join rule_count on rule.rule = rule_count.rule
order by rule.number
