-- one figure summed over the projects of one region and period, rounded once, at the tenth decimal
with sums as (
    select
        figure.figure_id,
        region_part.region_id,
        period_part.period_id,
        count(*) as projects,
        reading.rounded(
            sum(
                reading.part_of(
                    figure.hundredths,
                    region_part.region_part * period_part.period_part,
                    region_part.region_whole * period_part.period_whole
                )
            )
        ) as value
    from figure
    inner join region_part on figure.project_key = region_part.project_key
    inner join period_part on figure.project_key = period_part.project_key
    group by all
),

figures as (
    select distinct
        figure_id,
        fund,
        programme_period,
        subject,
        item,
        basis
    from figure
),

regions as (
    select distinct
        region_id,
        region_level,
        region_code
    from region_part
),

periods as (
    select distinct
        period_id,
        period_grain,
        period,
        period_start
    from period_part
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
        figures.* exclude (figure_id),
        regions.* exclude (region_id),
        periods.* exclude (period_id),
        coalesce(names.region_name, 'Kohdentamaton') as region_name,
        sums.projects,
        sums.value
    from sums
    inner join figures on sums.figure_id = figures.figure_id
    inner join regions on sums.region_id = regions.region_id
    inner join periods on sums.period_id = periods.period_id
    left join names
        on regions.region_level = names.level and regions.region_code = names.code
)

select * from final
