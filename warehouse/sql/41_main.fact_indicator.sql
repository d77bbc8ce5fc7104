-- one indicator on one basis of one project version, from the best document that states it
with final as (
    select
        project_document.project_key,
        fact.indicator as indicator_key,
        fact.basis,
        fact.value,
        fact.document_id,
        fact.line_number
    from project_document
    inner join store.stage.indicator as fact
        on project_document.document_id = fact.document_id
    qualify
        project_document.rank
        = min(project_document.rank) over (
            partition by project_document.project_key, fact.indicator, fact.basis
        )
)

select * from final
