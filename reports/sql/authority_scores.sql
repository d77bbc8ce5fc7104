-- one authority and criterion: documents checked, and those that fail
select
    authority,
    criterion,
    checked,
    failed,
    accepted
from quality.score_by_authority
where checked > 0 and (getvariable('authority') is null or authority = getvariable('authority'))
order by authority nulls last, criterion
