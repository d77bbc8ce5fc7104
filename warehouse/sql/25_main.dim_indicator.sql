-- one indicator: those of the catalogue, and those met under their own heading
with unmapped as (
    select distinct indicator
    from store.stage.indicator
    where indicator not in (select seed.indicator from indicator_seed as seed)
),

final as (
    select
        indicator as indicator_key,
        *,
        true as mapped
    from indicator_seed
    union all by name
    select
        indicator as indicator_key,
        indicator,
        indicator as name_fi,
        false as mapped
    from unmapped
)

select * from final
