-- one total of section 7 further than the tolerance from the sum of its lines, blanks being nothing
-- What cannot be read makes unknown whatever it is part of: of that nothing is said.
with lines as (
    select
        budget.* exclude (amount_eur),
        if(unreadable.line_number is null, coalesce(budget.amount_eur, 0), budget.amount_eur)
            as amount_eur
    from store.stage.budget as budget
    left join unreadable_line as unreadable
        on
            budget.statement_id = unreadable.statement_id
            and budget.line_number = unreadable.line_number
),

items as (
    select
        statement_id,
        budget_table,
        side,
        if(bool_or(amount_eur is null), null, sum(amount_eur)) as amount_eur
    from lines
    where line_kind = 'item'
    group by all
),

totals as (
    select
        total.statement_id,
        total.budget_table,
        total.line_number,
        total.line,
        total.amount_eur,
        [items.amount_eur] as computed
    from lines as total
    inner join items
        on
            total.statement_id = items.statement_id
            and total.budget_table = items.budget_table
            and total.side = items.side
    where total.line_kind = 'total' and total.budget_table in ('A', 'B')
    union all
    select
        net.statement_id,
        net.budget_table,
        net.line_number,
        net.line,
        net.amount_eur,
        [gross.amount_eur - if(income.line_kind is null, 0, income.amount_eur)] as computed
    from lines as net
    inner join lines as gross
        on
            net.statement_id = gross.statement_id
            and gross.side = 'costs'
            and gross.line_kind = 'total'
            and gross.budget_table = 'A'
    left join lines as income
        on net.statement_id = income.statement_id and income.line_kind = 'income'
    where net.line_kind = 'net_total'
    union all
    -- The form does not say whether income is taken off the grand total of costs.
    select
        grand.statement_id,
        grand.budget_table,
        grand.line_number,
        grand.line,
        grand.amount_eur,
        list(own.amount_eur + if(others.line_kind is null, 0, others.amount_eur)) as computed
    from lines as grand
    inner join lines as own
        on
            grand.statement_id = own.statement_id
            and grand.side = own.side
            and own.budget_table = 'A'
            and own.line_kind in ('total', 'net_total')
    left join lines as others
        on
            grand.statement_id = others.statement_id
            and grand.side = others.side
            and others.budget_table = 'B'
            and others.line_kind = 'total'
    where grand.budget_table = 'total'
    group by all
)

select
    statement_id,
    '7' as section,
    'budget_' || lower(budget_table) as field,
    line_number,
    line || ': ' || euros(amount_eur) as observed,
    euros(computed[1]) as expected
from totals
where list_min(list_transform(computed, lambda one: abs(one - amount_eur))) > $tolerance
