-- one region of one level that a current project falls in, with its whole-number part
with places as (
    select
        bridge.project_key,
        bridge.share_part,
        bridge.share_whole,
        region.level,
        region.code,
        region.seutukunta_code,
        region.maakunta_code,
        region.suuralue_code
    from main.bridge_project_region as bridge
    inner join main.dim_project as project on bridge.project_key = project.project_key
    inner join main.dim_region as region on bridge.region_key = region.region_key
    where project.is_current
),

levels as (
    select
        project_key,
        share_part,
        share_whole,
        unnest([
            { 'level': 'kunta', 'code': if(level = 'kunta', code, null) },
            { 'level': 'seutukunta', 'code': if(level = 'seutukunta', code, seutukunta_code) },
            { 'level': 'maakunta', 'code': if(level = 'maakunta', code, maakunta_code) },
            { 'level': 'suuralue', 'code': if(level = 'suuralue', code, suuralue_code) }
        ]) as region
    from places
),

regions as (
    select
        project_key,
        region.level as region_level,
        region.code as region_code,
        sum(share_part)::bigint as region_part,
        any_value(share_whole)::bigint as region_whole
    from levels
    group by all
),

final as (
    select
        *,
        dense_rank() over (order by region_level, region_code) as region_id
    from regions
)

select * from final
