-- one level of one dim_region row, in its own classification or carried over to that of one year
with years as (
    select distinct year
    from main.dim_region_year
),

-- one kunta ever known, and the kunta of one year that it is or is part of
kunta_of_year as (
    select
        merged_kunta.kunta_code as member_code,
        classification.year,
        classification.code as kunta_code,
        classification.seutukunta_code,
        classification.maakunta_code,
        classification.suuralue_code
    from merged_kunta
    inner join main.dim_region_year as classification
        on classification.level = 'kunta' and merged_kunta.part_of = classification.code
    qualify row_number() over (
        partition by merged_kunta.kunta_code, classification.year order by merged_kunta.since
    ) = 1
),

own as (
    select
        region_key,
        null::integer as classification_year,
        level,
        code,
        seutukunta_code,
        maakunta_code,
        suuralue_code,
        'own' as carried
    from main.dim_region
),

kept as (
    select
        region.region_key,
        classification.year as classification_year,
        region.level,
        region.code,
        classification.seutukunta_code,
        classification.maakunta_code,
        classification.suuralue_code,
        'same code' as carried
    from main.dim_region as region
    inner join main.dim_region_year as classification
        on region.level = classification.level and region.code = classification.code
),

by_code as (
    select * from own
    union all
    select * from kept
),

codes as (
    select
        region_key,
        classification_year,
        if(level = 'kunta', code, null) as kunta,
        if(level = 'seutukunta', code, seutukunta_code) as seutukunta,
        if(level = 'maakunta', code, maakunta_code) as maakunta,
        if(level = 'suuralue', code, suuralue_code) as suuralue,
        carried
    from by_code
),

-- A code that the year has not: the regions its kunnat make up, where they agree on one.
gone as (
    select
        region.region_key,
        years.year as classification_year,
        if(count(distinct kunta.kunta_code) = 1, min(kunta.kunta_code), null) as kunta,
        if(
            count(distinct kunta.seutukunta_code) = 1, min(kunta.seutukunta_code), null
        ) as seutukunta,
        if(count(distinct kunta.maakunta_code) = 1, min(kunta.maakunta_code), null) as maakunta,
        if(count(distinct kunta.suuralue_code) = 1, min(kunta.suuralue_code), null) as suuralue,
        if(region.level = 'kunta', 'merged', 'by kunnat') as carried
    from main.dim_region as region
    cross join years
    inner join main.dim_region_year as member
        on
            member.level = 'kunta'
            and region.last_year = member.year
            and region.code = case region.level
                when 'kunta' then member.code
                when 'seutukunta' then member.seutukunta_code
                when 'maakunta' then member.maakunta_code
                when 'suuralue' then member.suuralue_code
            end
    inner join kunta_of_year as kunta
        on member.code = kunta.member_code and years.year = kunta.year
    anti join main.dim_region_year as classification
        on
            region.level = classification.level
            and region.code = classification.code
            and years.year = classification.year
    group by region.region_key, region.level, years.year
),

unallocated as (
    select
        'unallocated' as region_key,
        year as classification_year,
        null as kunta,
        null as seutukunta,
        null as maakunta,
        null as suuralue,
        'same code' as carried
    from years
),

carried as (
    select * from codes
    union all
    select * from gone
    union all
    select * from unallocated
),

levels as (
    select
        region_key,
        classification_year,
        carried,
        unnest([
            { 'level': 'kunta', 'code': kunta },
            { 'level': 'seutukunta', 'code': seutukunta },
            { 'level': 'maakunta', 'code': maakunta },
            { 'level': 'suuralue', 'code': suuralue }
        ]) as region
    from carried
),

final as (
    select
        region_key,
        classification_year,
        region.level as region_level,
        region.code as region_code,
        carried
    from levels
)

select * from final
