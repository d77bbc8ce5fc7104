-- one refused document
select *
from refused_document
order by first_seen, document_id
