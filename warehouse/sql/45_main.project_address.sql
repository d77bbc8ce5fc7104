-- one address of one project version
with final as (
    select
        project_document.project_key,
        fact.role,
        fact.street_address,
        fact.postal_code,
        fact.town,
        fact.web_address,
        fact.document_id,
        fact.line_number
    from project_document
    inner join store.stage.address as fact
        on project_document.document_id = fact.document_id
    qualify
        project_document.rank
        = min(project_document.rank) over (
            partition by project_document.project_key, fact.role
        )
)

select * from final
