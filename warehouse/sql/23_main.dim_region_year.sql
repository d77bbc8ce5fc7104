-- one code in one year of the regional classification
with classifications as (
    select
        *,
        unnest(generate_series(first_year, last_year))::integer as year
    from main.dim_region
    where code is not null
),

names as (
    select
        level,
        code,
        first_year::integer as first_year,
        last_year::integer as last_year,
        language,
        form
    from region_name_seed
    where form_kind = 'nominative' and is_preferred = '1'
),

named as (
    select
        classification.region_key,
        classification.level,
        classification.code,
        classification.year,
        any_value(name.form) filter (name.language = 'fi') as name_fi,
        any_value(name.form) filter (name.language = 'sv') as name_sv,
        any_value(name.form) filter (name.language = 'en') as name_en,
        classification.seutukunta_code,
        classification.maakunta_code,
        classification.suuralue_code
    from classifications as classification
    left join names as name
        on
            classification.level = name.level
            and classification.code = name.code
            and classification.year between name.first_year and name.last_year
    group by all
),

final as (
    select
        named.*,
        nuts.nuts_code,
        nuts.nuts_vintage,
        nuts.is_nearest = '1' as nuts_is_nearest
    from named
    left join region_nuts_seed as nuts
        on
            named.level = nuts.level
            and named.code = nuts.code
            and named.year between nuts.first_year::integer and nuts.last_year::integer
)

select * from final
