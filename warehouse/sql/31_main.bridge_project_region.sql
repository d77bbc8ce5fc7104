-- one deepest named place of one project version, from the document that counts for its regions
with named as (
    select
        choice.project_key,
        share.region_key as named_key,
        share.share_part,
        share.share_whole,
        coalesce(first_year.year, share.classification_year) as year
    from choice
    inner join store.stage.region_share as share
        on choice.statement_id = share.statement_id
    left join first_year on choice.project_key = first_year.project_key
    where choice.item = 'region'
),

-- Places that are one by the project's first year count once, as one named twice does.
places as (
    select
        named.project_key,
        coalesce(region_in_year.region_key, 'unallocated') as region_key,
        if(
            region_in_year.region_key is null, sum(named.share_part), max(named.share_part)
        )::integer as share_part,
        sum(named.share_part)::integer as parts_named,
        max(named.share_whole) as whole_named
    from named
    left join region_in_year
        on named.named_key = region_in_year.named_key and named.year = region_in_year.year
    group by named.project_key, region_in_year.region_key
),

whole as (
    select
        project_key,
        region_key,
        share_part,
        (
            whole_named - sum(parts_named - share_part) over (partition by project_key)
        )::integer as share_whole
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
