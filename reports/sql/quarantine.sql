-- one refused document
select
    quarantine.*,
    document.run_id
from quality.quarantine as quarantine
left join meta.document as document on quarantine.document_id = document.document_id
where getvariable('authority') is null or quarantine.authority = getvariable('authority')
order by quarantine.first_seen, quarantine.document_id
