-- one project version whose start is known, with the classification of its first year
-- A document is read with that of the start it states itself: another's may be the one that counts.
with known as (
    select
        min(year) as first_year,
        max(year) as last_year
    from main.dim_region_year
),

starts as (
    select
        project_key,
        year(planned_start) as started
    from project_statement
    where planned_start is not null
),

final as (
    select
        starts.project_key,
        least(greatest(starts.started, known.first_year), known.last_year)::integer as year,
        starts.started not between known.first_year and known.last_year as is_nearest
    from starts
    cross join known
)

select * from final
