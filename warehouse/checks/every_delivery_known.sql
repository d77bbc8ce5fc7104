-- critical: every delivery is of a known document
select count(*) as violations
from meta.delivery as delivery
left join meta.document as document on delivery.document_id = document.document_id
where document.document_id is null
