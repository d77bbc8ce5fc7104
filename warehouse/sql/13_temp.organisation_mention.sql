-- one organisation in one role in the best document of one project version that names any
with mentioned as (
    select
        project_document.project_key,
        project_document.rank,
        organisation.role,
        organisation.name,
        organisation.business_id,
        organisation.type,
        case
            when organisation.business_id_valid then organisation.business_id
            else substr(
                sha256(concat_ws('|', upper(organisation.name), organisation.business_id)), 1, 16
            )
        end as organisation_key
    from project_document
    inner join store.stage.organisation as organisation
        on project_document.document_id = organisation.document_id
),

final as (
    select distinct * exclude (rank)
    from mentioned
    qualify rank = min(rank) over (partition by project_key, role)
)

select * from final
