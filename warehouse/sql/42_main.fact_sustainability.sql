-- one sustainability criterion of one project version
with final as (
    select
        project_document.project_key,
        fact.criterion as criterion_key,
        fact.direct,
        fact.indirect,
        fact.justification,
        fact.document_id,
        fact.line_number
    from project_document
    inner join store.stage.sustainability as fact
        on project_document.document_id = fact.document_id
    qualify
        project_document.rank
        = min(project_document.rank) over (
            partition by project_document.project_key, fact.criterion
        )
)

select * from final
