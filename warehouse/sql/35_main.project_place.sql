-- one place named by one project version, with the first line that names it
with named as (
    select
        choice.project_key,
        place.*,
        choice.document_id as named_in
    from choice
    inner join store.stage.place as place
        on
            choice.statement_id = place.statement_id
            and choice.item = 'region'
),

-- The row of the classification that the document was read with.
known as (
    select
        named.*,
        region.region_key
    from named
    left join main.dim_region as region
        on
            named.level = region.level
            and named.region_code = region.code
            and named.classification_year between region.first_year and region.last_year
),

final as (
    select
        known.project_key,
        known.level,
        known.name,
        if(first_year.year is null, known.region_key, region_in_year.region_key) as region_key,
        if(first_year.year is null, known.region_code, region_in_year.code) as region_code,
        known.resolution,
        coalesce(first_year.year, known.classification_year) as classification_year,
        coalesce(first_year.is_nearest, known.year_is_nearest) as year_is_nearest,
        known.named_in as document_id,
        min(known.line_number) as line_number
    from known
    left join first_year on known.project_key = first_year.project_key
    left join region_in_year
        on known.region_key = region_in_year.read_key and first_year.year = region_in_year.year
    group by all
)

select * from final
