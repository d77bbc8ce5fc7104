-- one region of one year's division with the inhabitants of one year
-- Inhabitants are counted by the kunnat of one division for all years. A region of another division
-- has a count where those kunnat lie in it as a whole: not where one has since taken in others.
with counted as (
    select
        kunta_code,
        year::integer as year,
        inhabitants::bigint as inhabitants
    from population_seed
),

counted_kunta as (
    select distinct kunta_code
    from counted
),

division as (
    select *
    from main.dim_region_year
    where level = 'kunta'
),

-- A kunta of a division is part of one that is counted, or one that is counted is part of it.
overlap as (
    select
        division.year as regions_of,
        division.code,
        merged_kunta.part_of as counted_code
    from division
    inner join merged_kunta on division.code = merged_kunta.kunta_code
    semi join counted_kunta on merged_kunta.part_of = counted_kunta.kunta_code
    qualify
        row_number() over (
            partition by division.year, division.code order by merged_kunta.since
        ) = 1
    union
    select
        division.year as regions_of,
        division.code,
        merged_kunta.kunta_code as counted_code
    from division
    inner join merged_kunta on division.code = merged_kunta.part_of
    semi join counted_kunta on merged_kunta.kunta_code = counted_kunta.kunta_code
    qualify row_number() over (
        partition by division.year, merged_kunta.kunta_code order by merged_kunta.since
    ) = 1
),

members as (
    select
        overlap.regions_of,
        overlap.counted_code,
        unnest([
            { 'level': 'kunta', 'code': division.code },
            { 'level': 'seutukunta', 'code': division.seutukunta_code },
            { 'level': 'maakunta', 'code': division.maakunta_code },
            { 'level': 'suuralue', 'code': division.suuralue_code }
        ]) as region
    from overlap
    inner join division
        on overlap.regions_of = division.year and overlap.code = division.code
),

regions as (
    select distinct
        regions_of,
        counted_code,
        region.level as region_level,
        region.code as region_code
    from members
),

places as (
    select
        *,
        count(*) over (partition by regions_of, region_level, counted_code) as regions_it_lies_in
    from regions
),

final as (
    select
        places.region_level,
        places.region_code,
        places.regions_of,
        counted.year,
        sum(counted.inhabitants)::bigint as inhabitants
    from places
    inner join counted on places.counted_code = counted.kunta_code
    group by all
    having max(places.regions_it_lies_in) = 1
)

select * from final
