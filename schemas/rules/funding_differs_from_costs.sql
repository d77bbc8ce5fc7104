-- one table of section 7 whose funding is further than the tolerance from its net costs
with sides as (
    select
        statement_id,
        budget_table,
        if(
            bool_or(line_kind = 'net_total'),
            any_value(amount_eur) filter (where line_kind = 'net_total'),
            any_value(amount_eur) filter (where side = 'costs')
        ) as costs_eur,
        any_value(amount_eur) filter (where side = 'funding') as funding_eur,
        max(line_number) filter (where side = 'funding') as line_number
    from store.stage.budget
    where line_kind in ('total', 'net_total') and budget_table in ('A', 'B')
    group by all
)

select
    statement_id,
    '7' as section,
    'budget_' || lower(budget_table) as field,
    line_number,
    euros(funding_eur) as observed,
    euros(costs_eur) as expected
from sides
where abs(funding_eur - costs_eur) > $tolerance
