-- one total as the form has it, of one breakdown of one project version
with totals as (
    select
        statement_id,
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
        statement_id,
        'training_days' as breakdown,
        days as value,
        line_number
    from store.stage.training
    where is_total
),

final as (
    select
        project_document.project_key,
        project_document.document_id,
        totals.* exclude (statement_id)
    from project_document
    inner join totals on project_document.statement_id = totals.statement_id
)

select * from final
