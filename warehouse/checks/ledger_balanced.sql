-- critical: of every run, pulled = unchanged + duplicate + loaded + quarantined
select count(*) as violations
from meta.run
where pulled <> unchanged + duplicate + loaded + quarantined
