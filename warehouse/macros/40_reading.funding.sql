-- funding of one fund, programme period, region, period, measure and basis, read as asked
create macro reading.funding(
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
        cell.item as measure,
        cell.value as amount_eur,
        cell.value_per_1000 as amount_eur_per_1000
    from
        reading.cells(
            level, grain, split_by, full_count, classification_year, as_of, weights
        ) as cell
    where cell.subject = 'funding'
