-- one organisation in one role in the document that counts for that role of one project version
with final as (
    select distinct
        choice.project_key,
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
    from choice
    inner join store.stage.organisation as organisation
        on
            choice.statement_id = organisation.statement_id
            and choice.item = 'organisation.' || organisation.role
)

select * from final
