-- one project that one project version refers to, and its key where that project is here
with mentioned as (
    select
        project_document.project_key,
        link.section,
        link.linked_code,
        link.linked_diary_number,
        project_document.document_id,
        min(link.line_number) as line_number
    from project_document
    inner join store.stage.link as link on project_document.statement_id = link.statement_id
    group by all
),

-- A project mentioned again without its diary number, or without its code, is the same one.
named as (
    select mentioned.*
    from mentioned
    where not exists (
        select 1
        from mentioned as fuller
        where
            fuller.project_key = mentioned.project_key
            and fuller.section = mentioned.section
            and fuller.linked_code is not null
            and fuller.linked_diary_number is not null
            and (
                (
                    mentioned.linked_diary_number is null
                    and mentioned.linked_code = fuller.linked_code
                )
                or (
                    mentioned.linked_code is null
                    and mentioned.linked_diary_number = fuller.linked_diary_number
                )
            )
    )
),

-- Numbers of applications are those of this programme: another funder's may be the same.
targets as (
    select
        project_key,
        name.name as name,
        name.section as section
    from (
        select
            project_key,
            unnest([
                { 'name': project_code, 'section': null },
                { 'name': replace(diary_number, 'EURA ', ''), 'section': null },
                { 'name': application_number, 'section': '9.1' }
            ]) as name
        from main.dim_project
        where is_current
    ) as names
),

matched as (
    select
        named.project_key,
        named.section,
        named.linked_code,
        named.linked_diary_number,
        min(targets.project_key) as linked_project_key
    from named
    inner join targets
        on
            targets.name in (
                named.linked_code, replace(named.linked_diary_number, 'EURA ', '')
            )
            and coalesce(targets.section, named.section) = named.section
    group by all
    having count(distinct targets.project_key) = 1
),

final as (
    select
        named.*,
        matched.linked_project_key
    from named
    inner join main.dim_project as project on named.project_key = project.project_key
    left join matched
        on
            named.project_key = matched.project_key
            and named.section = matched.section
            and named.linked_code is not distinct from matched.linked_code
            and named.linked_diary_number is not distinct from matched.linked_diary_number
    where named.linked_code is distinct from project.project_code
)

select * from final
