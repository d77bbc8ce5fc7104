-- one region of one year's classification with the inhabitants of one year
-- Inhabitants are counted by the kunnat of one classification for all years. A region of another
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

classification as (
    select *
    from main.dim_region_year
    where level = 'kunta'
),

-- A kunta of a classification is part of one that is counted, or one that is counted is part of it.
overlap as (
    select
        classification.year as classification_year,
        classification.code,
        merged_kunta.part_of as counted_code
    from classification
    inner join merged_kunta on classification.code = merged_kunta.kunta_code
    semi join counted_kunta on merged_kunta.part_of = counted_kunta.kunta_code
    qualify
        row_number() over (
            partition by classification.year, classification.code order by merged_kunta.since
        ) = 1
    union
    select
        classification.year as classification_year,
        classification.code,
        merged_kunta.kunta_code as counted_code
    from classification
    inner join merged_kunta on classification.code = merged_kunta.part_of
    semi join counted_kunta on merged_kunta.kunta_code = counted_kunta.kunta_code
    qualify row_number() over (
        partition by classification.year, merged_kunta.kunta_code order by merged_kunta.since
    ) = 1
),

members as (
    select
        overlap.classification_year,
        overlap.counted_code,
        unnest([
            { 'level': 'kunta', 'code': classification.code },
            { 'level': 'seutukunta', 'code': classification.seutukunta_code },
            { 'level': 'maakunta', 'code': classification.maakunta_code },
            { 'level': 'suuralue', 'code': classification.suuralue_code }
        ]) as region
    from overlap
    inner join classification
        on overlap.classification_year = classification.year and overlap.code = classification.code
),

regions as (
    select distinct
        classification_year,
        counted_code,
        region.level as region_level,
        region.code as region_code
    from members
),

places as (
    select
        *,
        count(*) over (
            partition by classification_year, region_level, counted_code
        ) as regions_it_lies_in
    from regions
),

final as (
    select
        places.region_level,
        places.region_code,
        places.classification_year,
        counted.year,
        sum(counted.inhabitants)::bigint as inhabitants
    from places
    inner join counted on places.counted_code = counted.kunta_code
    group by all
    having max(places.regions_it_lies_in) = 1
)

select * from final
