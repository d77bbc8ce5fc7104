-- one period of one grain that a current project runs in, with its days
with months as (
    select bridge.*
    from main.bridge_project_month as bridge
    inner join main.dim_project as project on bridge.project_key = project.project_key
    where project.is_current
),

grains as (
    select
        project_key,
        days,
        period_days,
        unnest([
            { 'grain': 'month', 'period': month },
            {
                'grain': 'quarter',
                'period': if(
                    month = 'unallocated',
                    month,
                    left(month, 4) || 'Q' || (right(month, 2)::integer + 2) // 3
                )
            },
            { 'grain': 'year', 'period': if(month = 'unallocated', month, left(month, 4)) },
            { 'grain': 'total', 'period': 'total' }
        ]) as part
    from months
),

periods as (
    select
        project_key,
        part.grain as period_grain,
        part.period as period,
        case part.grain
            when 'month' then try_cast(part.period || '-01' as date)
            when 'year' then try_cast(part.period || '-01-01' as date)
            when 'quarter'
                then try_cast(
                    left(part.period, 4)
                    || '-'
                    || lpad((try_cast(right(part.period, 1) as integer) * 3 - 2)::varchar, 2, '0')
                    || '-01' as date
                )
        end as period_start,
        sum(days)::bigint as period_part,
        any_value(period_days)::bigint as period_whole
    from grains
    group by all
),

final as (
    select
        *,
        dense_rank() over (order by period_grain, period) as period_id
    from periods
)

select * from final
