-- one part of one figure of funding that one project brings to one region and period
create macro reading.funding_contributions(
    level := 'maakunta',
    grain := 'year',
    classification_year := '',
    as_of := '',
    weights := 'main.weight_equal'
) as table
    select
        part.* exclude (subject, item, part),
        part.item as measure,
        part.part as amount_eur
    from reading.parts(level, grain, classification_year, as_of, weights) as part
    where part.subject = 'funding'
