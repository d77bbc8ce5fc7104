-- one maakunta, or what no document places: EU and state money by basis, shared as the mart does it
with parts as (
    select contribution.*
    from
        reading.funding_contributions(
            level := 'maakunta', grain := 'total'
        ) as contribution
    inner join project on contribution.project_code = project.project_code
    where contribution.measure = 'eu_state'
),

final as (
    select
        parts.region_code as code,
        count(distinct parts.project_code) as projects,
        sum(parts.amount_eur) filter (where parts.basis = 'applied') as applied_eur,
        sum(parts.amount_eur) filter (where parts.basis = 'granted') as granted_eur,
        sum(parts.amount_eur) filter (where parts.basis = 'planned') as planned_eur,
        sum(parts.amount_eur) filter (where parts.basis = 'realised') as realised_eur
    from parts
    group by all
)

select * from final
order by code nulls last
