-- indicator of one fund, programme period, region, period, indicator and basis
with periods as (
    select distinct
        period_id,
        period_grain,
        period,
        period_start
    from cell_period
)

select
    figure.fund,
    figure.programme_period,
    region.region_level,
    region.region_code,
    region.region_name,
    periods.period_grain,
    periods.period,
    periods.period_start,
    figure.item as indicator,
    figure.basis,
    cell.value as value,
    cell.projects
from cell
inner join cell_figure as figure on cell.figure_id = figure.figure_id
inner join cell_region as region on cell.region_id = region.region_id
inner join periods on cell.period_id = periods.period_id
where figure.subject = 'indicator'
