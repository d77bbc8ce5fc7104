-- one refused document of those the report speaks of
select
    quarantine.*,
    document.run_id
from quality.quarantine as quarantine
left join meta.document as document on quarantine.document_id = document.document_id
where getvariable('authority') is null or quarantine.authority = getvariable('authority')
