-- one deepest named place of one project version, from its best document
with chosen as (
    select
        project_document.project_key,
        share.region_key,
        share.share_part,
        share.share_whole
    from project_document
    inner join store.stage.region_share as share
        on project_document.document_id = share.document_id
    qualify
        project_document.rank
        = min(project_document.rank) over (partition by project_document.project_key)
),

final as (
    select
        *,
        (share_part * 1000000000000000000::hugeint // share_whole)::decimal(20, 0)
        * 0.000000000000000001::decimal(18, 18) as share
    from chosen
)

select * from final
