-- one document in force for one project version and kind, best kind first
with precedence (kind, rank) as (
    values ('description', 1), ('plan', 2), ('project_list', 3)
),

final as (
    select
        version.project_key,
        event.kind,
        precedence.rank,
        arg_max(event.document_id, event.version) as document_id
    from project_version as version
    inner join project_version as event
        on
            version.project_code = event.project_code
            and version.version >= event.version
    inner join precedence on event.kind = precedence.kind
    group by version.project_key, event.kind, precedence.rank
)

select * from final
