-- One row: one basis whose maakunnat, with Kohdentamaton, do not sum to the facts, to the cent.
with fact as (

    select basis, sum(amount_eur) as amount_eur
    from {{ source('latest', 'fact_funding') }}
    where measure = 'eu_state' and basis in ('granted', 'realised')
    group by all

),

model as (

    from {{ ref('maakunta_delivery') }} select 'granted' as basis, sum(granted_eur) as amount_eur
    union all
    from {{ ref('maakunta_delivery') }} select 'realised', sum(realised_eur)

)

select basis, fact.amount_eur as of_facts, model.amount_eur as of_regions
from fact full join model using (basis)
where round(fact.amount_eur, 2) is distinct from round(model.amount_eur, 2)
