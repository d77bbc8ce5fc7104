-- one part of one figure of one project version in one region and period, and where it is stated
create macro reading.parts(level, grain, regions_of, as_of, weights) as table
    with figures as (
        select
            project_key,
            'funding' as subject,
            measure as item,
            basis,
            amount_eur::decimal(20, 2) as figure,
            (amount_eur * 100)::bigint as hundredths,
            document_id,
            line_number
        from main.fact_funding
        union all
        select
            project_key,
            'indicator' as subject,
            indicator_key as item,
            basis,
            value::decimal(20, 2) as figure,
            value * 100 as hundredths,
            document_id,
            line_number
        from main.fact_indicator
    )

    select
        allotment.*,
        figure.subject,
        figure.item,
        figure.basis,
        figure.figure,
        reading.part_of(
            figure.hundredths,
            allotment.region_part::hugeint * allotment.period_part,
            allotment.region_whole::hugeint * allotment.period_whole
        ) as part,
        figure.document_id,
        figure.line_number
    from figures as figure
    inner join reading.allotments(level, grain, regions_of, as_of, weights) as allotment
        on figure.project_key = allotment.project_key
