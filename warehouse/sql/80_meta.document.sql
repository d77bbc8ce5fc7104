-- one distinct content received, with its place in its chain
with links as (
    select
        statement_id,
        max(version) as version
    from store.meta.chain
    group by statement_id
),

forces as (
    select
        document_id,
        bool_or(is_current) as is_current
    from statement_in_force
    group by document_id
),

final as (
    select
        document.* exclude (version, status),
        links.version,
        if(
            document.status = 'loaded' and not forces.is_current, 'superseded', document.status
        ) as status
    from store.meta.document as document
    left join links on document.document_id = links.statement_id
    left join forces on document.document_id = forces.document_id
)

select * from final
