-- indicator of one fund, programme period, region, period, indicator and basis, read as asked
create macro reading.indicator(
    level := 'maakunta',
    grain := 'year',
    split_by := '',
    full_count := false,
    classification_year := '',
    as_of := '',
    weights := 'main.weight_equal'
) as table
    select
        cell.* exclude (subject, item, value, value_per_1000),
        cell.item as indicator,
        cell.value as value,
        cell.value_per_1000 as value_per_1000
    from
        reading.cells(
            level, grain, split_by, full_count, classification_year, as_of, weights
        ) as cell
    where cell.subject = 'indicator'
