-- the period of one grain that one month is in; unallocated months stay so, but in the total
create macro reading.period(month, grain) as
case
    when grain = 'total' then 'total'
    when grain = 'month' then month
    when grain in ('year', 'quarter') and month = 'unallocated' then month
    when grain = 'year' then left(month, 4)
    when grain = 'quarter' then left(month, 4) || 'Q' || (right(month, 2)::integer + 2) // 3
    else error('grain: ' || coalesce(grain, 'NULL') || ' is not one of month, quarter, year, total')
end
