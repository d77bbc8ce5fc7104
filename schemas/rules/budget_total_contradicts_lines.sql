-- one total of section 7 more than a euro from what its lines give, blanks counting as nothing
with lines as (
    select
        budget.* exclude (amount_eur),
        coalesce(budget.amount_eur, 0) as amount_eur
    from store.stage.budget as budget
    anti join unreadable_section as unreadable
        on budget.document_id = unreadable.document_id and unreadable.section = '7'
),

items as (
    select
        document_id,
        budget_table,
        side,
        sum(amount_eur) as amount_eur
    from lines
    where line_kind = 'item'
    group by all
),

totals as (
    select
        total.document_id,
        total.budget_table,
        total.line_number,
        total.line,
        total.amount_eur,
        [coalesce(items.amount_eur, 0)] as computed
    from lines as total
    left join items
        on
            total.document_id = items.document_id
            and total.budget_table = items.budget_table
            and total.side = items.side
    where total.line_kind = 'total' and total.budget_table in ('A', 'B')
    union all
    select
        net.document_id,
        net.budget_table,
        net.line_number,
        net.line,
        net.amount_eur,
        [gross.amount_eur - coalesce(income.amount_eur, 0)] as computed
    from lines as net
    inner join lines as gross
        on
            net.document_id = gross.document_id
            and gross.side = 'costs'
            and gross.line_kind = 'total'
            and gross.budget_table = 'A'
    left join lines as income
        on net.document_id = income.document_id and income.line_kind = 'income'
    where net.line_kind = 'net_total'
    union all
    -- The form does not say whether income is taken off the grand total of costs.
    select
        grand.document_id,
        grand.budget_table,
        grand.line_number,
        grand.line,
        grand.amount_eur,
        list(own.amount_eur + coalesce(others.amount_eur, 0)) as computed
    from lines as grand
    inner join lines as own
        on
            grand.document_id = own.document_id
            and grand.side = own.side
            and own.budget_table = 'A'
            and own.line_kind in ('total', 'net_total')
    left join lines as others
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
where list_min(list_transform(computed, lambda one: abs(one - amount_eur))) > 1
