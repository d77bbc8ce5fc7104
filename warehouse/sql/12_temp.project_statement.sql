-- one project version with each attribute from the best document that states it
with stated as (
    select
        project_document.project_key,
        project_document.rank,
        project.*
    from project_document
    inner join store.stage.project as project
        on project_document.document_id = project.document_id
),

final as (
    select
        project_key,
        arg_min(document_id, rank) as document_id,
        arg_min(fund, rank) as fund,
        arg_min(name, rank) filter (where name is not null) as name,
        arg_min(axis_number, rank) filter (where axis_number is not null) as axis_number,
        arg_min(axis_title, rank) filter (where axis_title is not null) as axis_title,
        arg_min(objective_number, rank) filter (
            where objective_number is not null
        ) as objective_number,
        arg_min(objective_title, rank) filter (
            where objective_title is not null
        ) as objective_title,
        arg_min(planned_start, rank) filter (where planned_start is not null) as planned_start,
        arg_min(planned_end, rank) filter (where planned_end is not null) as planned_end,
        arg_min(status, rank) filter (where status is not null) as status,
        arg_min(authority, rank) filter (where authority is not null) as authority,
        arg_min(applicant_arrangement, rank) filter (
            where applicant_arrangement is not null
        ) as applicant_arrangement
    from stated
    group by project_key
)

select * from final
