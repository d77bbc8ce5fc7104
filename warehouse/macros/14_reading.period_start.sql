-- the first day of one period of one grain; NULL for the total and unallocated
create macro reading.period_start(period, grain) as
case grain
    when 'month' then try_cast(period || '-01' as date)
    when 'year' then try_cast(period || '-01-01' as date)
    when 'quarter'
        then
            try_cast(
                left(period, 4)
                || '-'
                || lpad((try_cast(right(period, 1) as integer) * 3 - 2)::varchar, 2, '0')
                || '-01' as date
            )
end
