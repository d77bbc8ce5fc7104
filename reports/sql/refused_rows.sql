-- one row of a list that was refused, the first few of each reason
select
    refused.*,
    source.source_uri
from quality.refused_row as refused
left join source on refused.document_id = source.document_id
where getvariable('authority') is null and refused.in_force
qualify
    row_number()
        over (
            partition by refused.reason
            order by refused.document_id, refused.line_number
        )
    <= getvariable('most')
order by refused.reason, refused.document_id, refused.line_number
