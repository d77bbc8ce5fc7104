-- one share of net costs that its amount does not give, the tolerance and a euro of rounding aside
with net_costs as (
    select
        statement_id,
        if(
            bool_or(line_kind = 'net_total'),
            any_value(amount_eur) filter (where line_kind = 'net_total'),
            any_value(amount_eur)
        ) as amount_eur
    from store.stage.budget
    where
        budget_table = 'A'
        and side = 'costs'
        and line_kind in ('total', 'net_total')
    group by statement_id
)

select
    share.statement_id,
    '7' as section,
    'budget_a' as field,
    share.line_number,
    share.line || ': ' || percent(share.share_pct) as observed,
    percent(round(100 * share.amount_eur / net_costs.amount_eur, 2)::decimal(38, 2)) as expected
from store.stage.budget as share
inner join net_costs on share.statement_id = net_costs.statement_id
where
    net_costs.amount_eur > 0
    and abs(share.share_pct - 100 * share.amount_eur / net_costs.amount_eur)
    > $tolerance + 100 / net_costs.amount_eur
