-- one criterion in one run that published, the earliest run first
select
    run_id,
    scored_at,
    criterion,
    sum(checked)::bigint as checked,
    sum(failed)::bigint as failed,
    sum(accepted)::bigint as accepted
from quality.score_history
where getvariable('authority') is null or authority = getvariable('authority')
group by all
order by scored_at, run_id, criterion
