-- critical: the refused documents are those in quarantine
select count(*) as violations
from (
    select document_id
    from meta.document
    where status = 'quarantined'
) as refused
full join quality.quarantine as quarantine
    on refused.document_id = quarantine.document_id
where refused.document_id is null or quarantine.document_id is null
