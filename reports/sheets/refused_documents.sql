-- one refused document of one authority, or of any
with

final as (
    select
        document_id,
        source_uri,
        authority,
        project_code,
        reason,
        observed,
        cast(first_seen as date) as first_seen
    from quality.quarantine
    where getvariable('authority') is null or authority = getvariable('authority')
)

select * from final
order by first_seen, document_id
