-- one figure summed over the projects of one region and period, read as asked
create macro reading.cells(
    level, grain, split_by, full_count, classification_year, as_of, weights
) as table
    with parts as (
        select
            part.*,
            case split_by
                when 'axis' then part.axis
                when 'objective' then part.objective
                when 'authority' then part.authority
                when 'beneficiary_type' then part.beneficiary_type
                when 'start_year' then part.start_year
                else
                    if(
                        reading.given(split_by) is not null,
                        error(
                            'split_by: '
                            || split_by
                            || ' is not one of axis, objective, authority, beneficiary_type, '
                            || 'start_year'
                        ),
                        null
                    )
            end as split_value
        from reading.parts(level, grain, classification_year, as_of, weights) as part
    ),

    cells as (
        select
            subject,
            fund,
            programme_period,
            split_value,
            region_level,
            region_code,
            region_name,
            period_grain,
            period,
            period_start,
            item,
            basis,
            if(full_count, sum(figure)::decimal(28, 10), reading.rounded(sum(part))) as value,
            count(*) as projects
        from parts
        group by all
    ),

    -- A period after the last count, and the total, are held against the last.
    counted as (
        select max(year) as last_year
        from main.region_population
    )

    select
        cells.*,
        population.inhabitants,
        population.year as inhabitants_year,
        -- In whole numbers, half a ten-thousandth added: a division would be one of doubles.
        (
            (
                (cells.value * 20000000000)::hugeint
                + sign(cells.value) * 1000 * population.inhabitants
            )
            // (2000 * population.inhabitants)
            * 0.0001::decimal(4, 4)
        )::decimal(28, 4) as value_per_1000
    from cells
    cross join counted
    left join main.region_population as population
        on
            cells.region_level = population.region_level
            and cells.region_code = population.region_code
            and population.classification_year = reading.given(classification_year)::integer
            and cells.period <> 'unallocated'
            and population.year
            = least(coalesce(year(cells.period_start), counted.last_year), counted.last_year)
