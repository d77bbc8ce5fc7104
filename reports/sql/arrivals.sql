-- one kind of document: how many could be read, of what projects, in the last run and in all
with last_run as (
    select run_id
    from meta.run
    order by started_at desc, run_id desc
    limit 1
),

final as (
    select
        arrived.kind,
        count(distinct arrived.document_id) as documents,
        count(distinct arrived.project_code) as projects,
        count(arrived.line_number) as list_rows,
        count(distinct arrived.document_id) filter (where last_run.run_id is not null)
            as new_documents,
        count(distinct arrived.project_code) filter (where last_run.run_id is not null)
            as new_projects,
        count(arrived.line_number) filter (where last_run.run_id is not null) as new_list_rows
    from arrived
    left join last_run on arrived.run_id = last_run.run_id
    group by arrived.kind
)

select * from final
order by array_position(['description', 'plan', 'project_list'], kind)
