-- one region of one level that a current project falls in, with its whole-number part
with regions as (
    select
        bridge.project_key,
        region.region_level,
        region.region_code,
        sum(bridge.share_part)::bigint as region_part,
        any_value(bridge.share_whole)::bigint as region_whole
    from main.bridge_project_region as bridge
    inner join main.dim_project as project on bridge.project_key = project.project_key
    inner join main.bridge_region_level as region
        on bridge.region_key = region.region_key and region.carried = 'own'
    where project.is_current
    group by all
),

final as (
    select
        *,
        dense_rank() over (order by region_level, region_code) as region_id
    from regions
)

select * from final
