-- one distinct content received, with its place in its chain
with links as (
    select
        document_id,
        max(version) as version,
        bool_or(is_current) as is_current
    from (
        select
            document_id,
            version,
            version = max(version) over (partition by project_code, kind) as is_current
        from store.meta.chain
    ) as ranked
    group by document_id
),

final as (
    select
        document.* exclude (version, status),
        links.version,
        if(
            document.status = 'loaded' and not links.is_current, 'superseded', document.status
        ) as status
    from store.meta.document as document
    left join links on document.document_id = links.document_id
)

select * from final
