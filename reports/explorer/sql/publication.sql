-- one row: the run that published, and when it began (UTC)
select
    run_id,
    started_at as began_at
from meta.run
order by started_at desc, run_id desc
limit 1
