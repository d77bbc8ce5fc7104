-- one refused row of a list; of no single authority, for a shifted row does not say whose it is
with

sources as (
    select
        document_id,
        arg_min(source_uri, received_at) as source_uri
    from meta.delivery
    group by document_id
),

final as (
    select
        refused.document_id,
        sources.source_uri,
        refused.line_number,
        refused.project_code,
        refused.reason,
        refused.observed
    from quality.refused_row as refused
    left join sources on refused.document_id = sources.document_id
    where refused.in_force and getvariable('authority') is null
)

select * from final
order by document_id, line_number
