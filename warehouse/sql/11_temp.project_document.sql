-- one statement in force for one project version and kind, with its document
with final as (
    select
        version.project_key,
        event.kind,
        arg_max(event.statement_id, event.version) as statement_id,
        arg_max(event.document_id, event.version) as document_id
    from project_version as version
    inner join project_version as event
        on
            version.project_code = event.project_code
            and version.version >= event.version
    group by version.project_key, event.kind
)

select * from final
