-- one region and period that one project version falls in, with its whole-number parts
create macro reading.allotments(level, grain, regions_of, as_of, weights) as table
    with names as (
        select
            region.level as region_level,
            region.code as region_code,
            arg_max(region.name_fi, region.year) as region_name
        from main.dim_region_year as region
        where region.year <= coalesce(regions_of, region.year)
        group by region.level, region.code
    )

    select
        project.project_key,
        project.project_code,
        project.name,
        project.fund,
        project.programme_period,
        project.axis_number as axis,
        project.objective_number as objective,
        authority.name as authority,
        project.beneficiary_type,
        year(project.planned_start)::varchar as start_year,
        region.region_level,
        region.region_code,
        coalesce(names.region_name, 'Kohdentamaton') as region_name,
        period.period_grain,
        period.period,
        period.period_start,
        region.region_part,
        region.region_whole,
        period.period_part,
        period.period_whole
    from reading.projects(as_of := as_of) as project
    inner join reading.region_parts(level, regions_of, as_of, weights) as region
        on project.project_key = region.project_key
    inner join reading.period_parts(grain, as_of) as period
        on project.project_key = period.project_key
    left join names
        on region.region_level = names.region_level and region.region_code = names.region_code
    left join main.dim_authority as authority on project.authority_key = authority.authority_key
