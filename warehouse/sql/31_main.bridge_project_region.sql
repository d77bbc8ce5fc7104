-- one deepest named place of one project version, from the document that counts for its regions
with chosen as (
    select
        choice.project_key,
        share.region_key,
        share.share_part,
        share.share_whole
    from choice
    inner join store.stage.region_share as share
        on choice.statement_id = share.statement_id
    where choice.item = 'region'
),

final as (
    select
        *,
        (share_part * 1000000000000000000::hugeint // share_whole)::decimal(20, 0)
        * 0.000000000000000001::decimal(18, 18) as share
    from chosen
)

select * from final
