-- one indicator of one maakunta, or what no document places, by basis, shared as the mart does it
with parts as (
    select contribution.*
    from
        reading.indicator_contributions(
            level := 'maakunta', grain := 'total'
        ) as contribution
    inner join project on contribution.project_code = project.project_code
    where contribution.indicator in ('participating_persons', 'participating_companies')
),

final as (
    select
        parts.indicator,
        parts.basis,
        parts.region_code as code,
        count(distinct parts.project_code) as projects,
        sum(parts.value) as value
    from parts
    group by all
)

select * from final
order by indicator, basis, code nulls last
