-- one criterion of the framework that rules measure: documents checked, and those that fail
select
    criterion,
    sum(checked)::bigint as checked,
    sum(failed)::bigint as failed,
    sum(accepted)::bigint as accepted
from quality.score_by_authority
where getvariable('authority') is null or authority = getvariable('authority')
group by criterion
order by criterion
