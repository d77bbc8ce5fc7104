-- warning: the latest delivery, if of ten documents or more, has fewer than a quarter refused
with latest as (
    select
        pulled,
        quarantined
    from meta.run
    where pulled > 0
    order by run_id desc
    limit 1
)

select coalesce(sum(quarantined), 0) as violations
from latest
where pulled >= 10 and quarantined * 4 >= pulled
