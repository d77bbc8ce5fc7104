-- one part of one figure of one project version in one region and period, and where it is stated
create macro reading.parts(level, grain, classification_year, as_of, weights) as table
    with names as (
        select
            region.level as region_level,
            region.code as region_code,
            arg_max(region.name_fi, region.year) as region_name
        from main.dim_region_year as region
        where region.year <= coalesce(reading.given(classification_year)::integer, region.year)
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
        beneficiary.stated_type as beneficiary_type,
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
        period.period_whole,
        figure.subject,
        figure.item,
        figure.basis,
        figure.figure,
        reading.part_of(
            figure.hundredths,
            region.region_part::hugeint * period.period_part,
            region.region_whole::hugeint * period.period_whole
        ) as part,
        figure.document_id,
        figure.line_number
    from reading.projects(as_of := as_of) as project
    inner join reading.figures() as figure on project.project_key = figure.project_key
    inner join reading.region_parts(level, classification_year, as_of, weights) as region
        on project.project_key = region.project_key
    inner join reading.period_parts(grain, as_of) as period
        on project.project_key = period.project_key
    left join names
        on region.region_level = names.region_level and region.region_code = names.region_code
    left join main.dim_authority as authority on project.authority_key = authority.authority_key
    left join main.bridge_project_organisation as beneficiary
        on
            project.project_key = beneficiary.project_key
            and project.beneficiary_key = beneficiary.organisation_key
            and beneficiary.role = 'beneficiary'
