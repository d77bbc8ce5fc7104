-- one document with the address it first came from
select
    document_id,
    arg_min(source_uri, (received_at, source_uri)) as source_uri
from meta.delivery
group by document_id
