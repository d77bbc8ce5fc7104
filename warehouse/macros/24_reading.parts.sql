-- one part of one figure of one project version in one region and period, and where it is stated
create macro reading.parts(level, grain, regions_of, as_of, weights) as table
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
    from reading.figures() as figure
    inner join reading.allotments(level, grain, regions_of, as_of, weights) as allotment
        on figure.project_key = allotment.project_key
