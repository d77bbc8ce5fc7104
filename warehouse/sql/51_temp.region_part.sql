-- one region of one level that a current project falls in, with its whole-number part
with members as (
    select
        member.region_key,
        region.region_id
    from main.bridge_region_level as member
    inner join cell_region as region
        on
            member.region_level = region.region_level
            and member.region_code is not distinct from region.region_code
    where member.carried = 'own'
),

final as (
    select
        bridge.project_key,
        members.region_id,
        sum(bridge.share_part)::bigint as region_part,
        any_value(bridge.share_whole)::bigint as region_whole
    from main.bridge_project_region as bridge
    inner join main.dim_project as project on bridge.project_key = project.project_key
    inner join members on bridge.region_key = members.region_key
    where project.is_current
    group by bridge.project_key, members.region_id
)

select * from final
