-- one region of one level that one project version falls in, with its whole-number part
create macro reading.region_parts(level, classification_year, as_of, weights) as table
    with years as (
        select distinct division.year
        from main.dim_region_year as division
    ),

    given as (
        select
            weights_table.region_level::varchar as region_level,
            weights_table.region_code::varchar as region_code,
            try_cast(weights_table.weight as decimal(38, 18)) as weight
        from query_table(weights) as weights_table
    ),

    supplied as (
        select
            given.region_level,
            given.region_code,
            if(
                count(*) = 1
                and min(given.weight) >= 1
                and min(given.weight) = floor(min(given.weight))
                and bool_and(known.region_code is not null),
                min(given.weight)::bigint,
                error(
                    'weights: give each region one row with a whole number above zero, its level '
                    || 'and code as in main.weight_equal; not so '
                    || coalesce(given.region_level, 'NULL')
                    || ' '
                    || coalesce(given.region_code, 'NULL')
                )
            ) as weight
        from given
        left join main.weight_equal as known
            on
                given.region_level = known.region_level
                and given.region_code = known.region_code
        group by given.region_level, given.region_code
    ),

    places as (
        select
            bridge.project_key,
            bridge.region_key,
            bridge.share_part,
            bridge.share_whole,
            supplied.weight,
            sum(bridge.share_part * supplied.weight) over project as sum_of_weights,
            sum(if(supplied.weight is null, 0, bridge.share_part)) over project as weighted_parts
        from main.bridge_project_region as bridge
        semi join reading.projects(as_of := as_of) as project
            on bridge.project_key = project.project_key
        inner join main.dim_region as region on bridge.region_key = region.region_key
        left join supplied
            on region.level = supplied.region_level and region.code = supplied.region_code
        window project as (partition by bridge.project_key)
    ),

    -- Places with a weight divide their equal parts anew; one without keeps its own, unallocated.
    shares as (
        select
            project_key,
            if(weight is null, 'unallocated', region_key) as region_key,
            if(
                weight is null,
                share_part * coalesce(sum_of_weights, 1),
                weighted_parts * share_part * weight
            ) as part,
            share_whole * coalesce(sum_of_weights, 1) as whole
        from places
    ),

    regions as (
        select
            shares.project_key,
            carried.region_level,
            carried.region_code,
            sum(shares.part)::bigint as part,
            any_value(shares.whole)::bigint as whole
        from shares
        inner join main.bridge_region_level as carried
            on
                shares.region_key = carried.region_key
                and carried.region_level
                = if(
                    level in ('kunta', 'seutukunta', 'maakunta', 'suuralue'),
                    level,
                    error(
                        'level: '
                        || coalesce(level, 'NULL')
                        || ' is not one of kunta, seutukunta, maakunta, suuralue'
                    )
                )
                and carried.classification_year is not distinct from if(
                    reading.given(classification_year) is null
                    or reading.given(classification_year)::integer
                    in (select known.year from years as known),
                    reading.given(classification_year)::integer,
                    error(
                        'classification_year: '
                        || classification_year
                        || ' is not a year of main.dim_region_year, such as 2023'
                    )
                )
        group by all
    )

    select
        project_key,
        region_level,
        region_code,
        part // gcd(part, whole) as region_part,
        whole // gcd(part, whole) as region_whole
    from regions
