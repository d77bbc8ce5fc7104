-- one finding that is accepted up to a day
select
    finding_id,
    reason,
    accepted_until,
    finding_id in (select finding.finding_id from quality.finding as finding) as matches
from decided_acceptance
