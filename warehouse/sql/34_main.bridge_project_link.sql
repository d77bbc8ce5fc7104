-- one project that one project version refers to, and its key where that project is here
with named as (
    select
        project_document.project_key,
        link.section,
        link.linked_code,
        link.linked_diary_number,
        link.document_id,
        min(link.line_number) as line_number
    from project_document
    inner join store.stage.link as link on project_document.document_id = link.document_id
    group by all
),

targets as (
    select
        project_key,
        unnest([project_code, diary_number, application_number]) as name
    from main.dim_project
    where is_current
),

matched as (
    select
        named.project_key,
        named.section,
        named.linked_code,
        named.linked_diary_number,
        min(targets.project_key) as linked_project_key
    from named
    inner join targets on targets.name in (named.linked_code, named.linked_diary_number)
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
