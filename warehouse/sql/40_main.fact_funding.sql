-- one measure on one basis of one project version, from the best document that states it
with final as (
    select
        project_document.project_key,
        fact.measure,
        fact.basis,
        fact.amount_eur,
        fact.document_id,
        fact.line_number
    from project_document
    inner join store.stage.funding as fact
        on project_document.document_id = fact.document_id
    qualify
        project_document.rank
        = min(project_document.rank) over (
            partition by project_document.project_key, fact.measure, fact.basis
        )
)

select * from final
