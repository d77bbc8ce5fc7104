-- one deepest named place of one project version, from the document that counts for its regions
with chosen as (
    select
        choice.project_key,
        if(
            first_year.year is null,
            share.region_key,
            coalesce(region_in_year.region_key, 'unallocated')
        ) as region_key,
        share.share_part
    from choice
    inner join store.stage.region_share as share
        on choice.statement_id = share.statement_id
    left join first_year on choice.project_key = first_year.project_key
    left join region_in_year
        on share.region_key = region_in_year.read_key and first_year.year = region_in_year.year
    where choice.item = 'region'
),

-- Places that have become one by the project's first year count once, as one named twice does.
places as (
    select
        project_key,
        region_key,
        if(region_key = 'unallocated', sum(share_part), max(share_part))::integer as share_part
    from chosen
    group by project_key, region_key
),

whole as (
    select
        *,
        sum(share_part) over (partition by project_key)::integer as share_whole
    from places
),

final as (
    select
        *,
        (share_part * 1000000000000000000::hugeint // share_whole)::decimal(20, 0)
        * 0.000000000000000001::decimal(18, 18) as share
    from whole
)

select * from final
