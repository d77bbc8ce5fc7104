-- one total as the form has it, of one breakdown of one project version
with totals as (
    select
        document_id,
        breakdown,
        age,
        labour_status,
        education,
        sex,
        count::decimal(14, 2) as value,
        line_number
    from store.stage.participants
    where is_total
    union all by name
    select
        document_id,
        'training_days' as breakdown,
        days as value,
        line_number
    from store.stage.training
    where is_total
),

final as (
    select
        project_document.project_key,
        totals.*
    from project_document
    inner join totals on project_document.document_id = totals.document_id
)

select * from final
