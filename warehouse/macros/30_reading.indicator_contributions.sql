-- one part of one figure of indicator that one project brings to one region and period
create macro reading.indicator_contributions(
    level := 'maakunta',
    grain := 'year',
    classification_year := '',
    as_of := '',
    weights := 'main.weight_equal'
) as table
    select
        part.* exclude (subject, item, part),
        part.item as indicator,
        part.part as value
    from reading.parts(level, grain, classification_year, as_of, weights) as part
    where part.subject = 'indicator'
