-- one list of projects declared complete at a day; one that no list or several fit is left out
with fitting as (
    select
        decided.document_id as decided_id,
        decided.complete_at,
        decided.reason,
        document.document_id
    from decided_complete_list as decided
    inner join store.meta.document as document
        on starts_with(document.document_id, decided.document_id)
    where document.kind = 'project_list'
),

final as (
    select
        min(document_id) as document_id,
        any_value(complete_at) as complete_at,
        any_value(reason) as reason
    from fitting
    group by decided_id
    having count(*) = 1
)

select * from final
