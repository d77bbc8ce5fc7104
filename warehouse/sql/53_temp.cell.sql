-- one figure summed over the projects of one region and period; parts are made from whole
-- numbers with eighteen decimals and rounded once, at the cell's tenth
with parts as (
    select
        project.fund,
        project.programme_period,
        figure.subject,
        figure.item,
        figure.basis,
        region_part.region_level,
        region_part.region_code,
        period_part.period_grain,
        period_part.period,
        period_part.period_start,
        figure.project_key,
        region_part.region_whole * period_part.period_whole as whole,
        figure.hundredths
        * region_part.region_part
        * period_part.period_part
        * 10000000000000000::hugeint as part
    from figure
    inner join main.dim_project as project on figure.project_key = project.project_key
    inner join region_part on figure.project_key = region_part.project_key
    inner join period_part on figure.project_key = period_part.project_key
),

sums as (
    select
        fund,
        programme_period,
        subject,
        item,
        basis,
        region_level,
        region_code,
        period_grain,
        period,
        period_start,
        sum((part + whole // 2) // whole) as total,
        count(*) as projects
    from parts
    group by all
),

names as (
    select
        level,
        code,
        arg_max(name_fi, last_year) as region_name
    from main.dim_region
    where code is not null
    group by level, code
),

final as (
    select
        sums.* exclude (total),
        coalesce(names.region_name, 'Kohdentamaton') as region_name,
        ((sums.total + 50000000) // 100000000)::decimal(27, 0)
        * 0.0000000001::decimal(11, 10) as value
    from sums
    left join names
        on sums.region_level = names.level and sums.region_code = names.code
)

select * from final
