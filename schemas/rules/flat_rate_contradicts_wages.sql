-- one flat-rate line further than the tolerance from its cost model's share of the wage costs
with rates as (
    select
        statement_id,
        cost_model,
        regexp_extract(
            lower(cost_model), 'flat rate\s*(\d{1,3})(?:,0+)?\s*%\s*palkkakustannuksista', 1
        ) as rate
    from store.stage.project
),

lines as (
    select
        wages.statement_id,
        wages.amount_eur as wages_eur,
        flat.amount_eur as flat_eur,
        flat.line_number
    from store.stage.budget as wages
    inner join store.stage.budget as flat on wages.statement_id = flat.statement_id
    where
        wages.side = 'costs'
        and wages.budget_table = 'A'
        and lower(wages.line) = 'palkkakustannukset'
        and flat.side = 'costs'
        and flat.budget_table = 'A'
        and starts_with(lower(flat.line), 'flat rate')
)

select
    lines.statement_id,
    '7' as section,
    'budget_a' as field,
    lines.line_number,
    euros(lines.flat_eur) as observed,
    rates.rate || ' % · ' || euros(lines.wages_eur) as expected
from lines
inner join rates on lines.statement_id = rates.statement_id
where
    rates.rate <> ''
    and abs(lines.flat_eur - lines.wages_eur * rates.rate::integer / 100) > $tolerance
