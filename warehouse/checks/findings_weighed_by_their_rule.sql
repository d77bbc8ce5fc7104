-- critical: every finding has the severity and the dimension of its rule
select count(*) as violations
from quality.finding as finding
inner join quality.rule as rule on finding.rule = rule.rule
where
    finding.severity <> rule.severity
    or finding.dimension <> rule.dimension
