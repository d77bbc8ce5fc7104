-- one total of section 7 that is more than a euro from what its lines give
with items as (
    select
        document_id,
        budget_table,
        side,
        sum(amount_eur) as amount_eur,
        bool_or(amount_eur is null) as is_incomplete
    from store.stage.budget
    where line_kind = 'item'
    group by all
),

filed as (
    select
        document_id,
        budget_table,
        side,
        line_kind,
        line_number,
        line,
        amount_eur
    from store.stage.budget
    where line_kind <> 'item'
),

totals as (
    select
        total.*,
        [items.amount_eur] as computed
    from filed as total
    inner join items
        on
            total.document_id = items.document_id
            and total.budget_table = items.budget_table
            and total.side = items.side
    where total.line_kind = 'total' and not items.is_incomplete
    union all
    select
        net.*,
        [gross.amount_eur - coalesce(income.amount_eur, 0)] as computed
    from filed as net
    inner join filed as gross
        on net.document_id = gross.document_id and net.side = gross.side
    left join filed as income
        on net.document_id = income.document_id and income.line_kind = 'income'
    where net.line_kind = 'net_total' and gross.line_kind = 'total' and gross.budget_table = 'A'
    union all
    -- The form does not say whether income is taken off the grand total of costs.
    select
        grand.*,
        list(own.amount_eur + coalesce(others.amount_eur, 0)) as computed
    from filed as grand
    inner join filed as own
        on
            grand.document_id = own.document_id
            and grand.side = own.side
            and own.budget_table = 'A'
            and own.line_kind in ('total', 'net_total')
    left join filed as others
        on
            grand.document_id = others.document_id
            and grand.side = others.side
            and others.budget_table = 'B'
            and others.line_kind = 'total'
    where grand.budget_table = 'total'
    group by all
)

select
    document_id,
    '7' as section,
    'budget_' || lower(budget_table) as field,
    line_number,
    line || ': ' || euros(amount_eur) as observed,
    euros(computed[1]) as expected
from totals
where
    amount_eur is not null
    and computed[1] is not null
    and list_min(list_transform(computed, lambda one: abs(one - amount_eur))) > 1
