-- one rule with findings nobody has accepted, the gravest and most frequent first
select
    rule.*,
    rule_count.findings,
    rule_count.projects
from rule_count
inner join quality.rule as rule on rule_count.rule = rule.rule
where rule_count.findings > 0
order by
    array_position(['error', 'warning', 'info'], rule.severity) asc,
    rule_count.findings desc,
    rule.number asc
