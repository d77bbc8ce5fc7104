-- one kunta with itself, and with each one it has become part of, one merger after another
with recursive merged as (
    select
        code as kunta_code,
        code as part_of,
        0 as since
    from main.dim_region
    where level = 'kunta'
    union
    select
        merged.kunta_code,
        change.code_new as part_of,
        change.year as since
    from merged
    inner join main.region_change as change
        on merged.part_of = change.code_old and change.change = 'merged'
),

final as (
    select * from merged
)

select * from final
