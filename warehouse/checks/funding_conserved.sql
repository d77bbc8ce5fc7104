-- critical: at every level and grain the funding of the mart sum to the facts, to the cent
with facts as (
    select
        project.fund,
        project.programme_period,
        fact.measure as item,
        fact.basis,
        sum(fact.amount_eur)::decimal(38, 10) as total
    from main.fact_funding as fact
    inner join main.dim_project as project on fact.project_key = project.project_key
    where project.is_current
    group by all
),

levels (region_level) as (
    values ('kunta'), ('seutukunta'), ('maakunta'), ('suuralue')
),

grains (period_grain) as (
    values ('month'), ('quarter'), ('year'), ('total')
),

expected as (
    select *
    from facts, levels, grains
),

marts as (
    select
        fund,
        programme_period,
        measure as item,
        basis,
        region_level,
        period_grain,
        sum(amount_eur)::decimal(38, 10) as total
    from mart.funding_by_region_period
    group by all
)

select count(*) as violations
from expected
full join marts
    on
        expected.fund = marts.fund
        and expected.programme_period is not distinct from marts.programme_period
        and expected.item = marts.item
        and expected.basis = marts.basis
        and expected.region_level = marts.region_level
        and expected.period_grain = marts.period_grain
where abs(coalesce(expected.total, -1) - coalesce(marts.total, -1)) >= 0.005
