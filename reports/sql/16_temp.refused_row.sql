-- one refused row of a list; of no single authority, for a shifted row does not say whose it is
select
    refused.*,
    source.source_uri
from quality.refused_row as refused
left join source on refused.document_id = source.document_id
where refused.in_force and getvariable('authority') is null
