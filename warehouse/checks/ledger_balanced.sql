-- critical: of every run, pulled = unchanged + duplicate + loaded + quarantined = its deliveries
with delivered as (
    select
        run_id,
        count(*) as pulled,
        count(*) filter (where outcome = 'unchanged') as unchanged,
        count(*) filter (where outcome = 'duplicate') as duplicate,
        count(*) filter (where outcome in ('loaded', 'new_version')) as loaded,
        count(*) filter (where outcome = 'new_version') as new_version,
        count(*) filter (where outcome = 'quarantined') as quarantined
    from meta.delivery
    group by run_id
)

select count(*) as violations
from meta.run as run
full join delivered on run.run_id = delivered.run_id
where
    run.pulled is distinct from coalesce(delivered.pulled, 0)
    or run.unchanged is distinct from coalesce(delivered.unchanged, 0)
    or run.duplicate is distinct from coalesce(delivered.duplicate, 0)
    or run.loaded is distinct from coalesce(delivered.loaded, 0)
    or run.new_version is distinct from coalesce(delivered.new_version, 0)
    or run.quarantined is distinct from coalesce(delivered.quarantined, 0)
    or run.pulled <> run.unchanged + run.duplicate + run.loaded + run.quarantined
