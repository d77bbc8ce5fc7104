-- one version of one project: each new statement about it, of any kind, begins one
with events as (
    select
        chain.project_code,
        chain.kind,
        chain.version as kind_version,
        chain.statement_id,
        statement.document_id,
        statement.line_number,
        chain.valid_from,
        row_number() over (
            partition by chain.project_code order by chain.valid_from, chain.kind
        ) as version
    from store.meta.chain as chain
    inner join store.meta.statement as statement
        on chain.statement_id = statement.statement_id
),

final as (
    select
        project_code || '.' || version as project_key,
        project_code,
        version,
        kind,
        kind_version,
        statement_id,
        document_id,
        line_number,
        valid_from,
        lead(valid_from) over (partition by project_code order by version) as valid_to,
        version = max(version) over (partition by project_code) as is_current
    from events
)

select * from final
