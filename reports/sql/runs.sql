-- one run, the last ten
select *
from meta.run
order by started_at desc, run_id desc
limit 10
