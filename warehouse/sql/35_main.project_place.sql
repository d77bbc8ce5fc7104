-- one place named by one project version, with the first line that names it
with named as (
    select
        choice.project_key,
        choice.document_id,
        place.* exclude (statement_id, classification_year, year_is_nearest),
        coalesce(first_year.year, place.classification_year) as classification_year,
        coalesce(first_year.is_nearest, place.year_is_nearest) as year_is_nearest
    from choice
    inner join store.stage.place as place
        on
            choice.statement_id = place.statement_id
            and choice.item = 'region'
    left join first_year on choice.project_key = first_year.project_key
),

final as (
    select
        named.project_key,
        named.level,
        named.name,
        region_in_year.region_key,
        region_in_year.code as region_code,
        named.resolution,
        named.classification_year,
        named.year_is_nearest,
        named.document_id,
        min(named.line_number) as line_number
    from named
    left join region_in_year
        on
            named.named_key = region_in_year.named_key
            and named.classification_year = region_in_year.year
    group by all
)

select * from final
