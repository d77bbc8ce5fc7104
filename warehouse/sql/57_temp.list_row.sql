-- one row of one list received, with the statement of its project that says the same
-- A row that says what an earlier list said is no statement of its own.
with linked as (
    select
        chain.project_code,
        statement.content_hash,
        max(chain.statement_id) as statement_id
    from store.meta.chain as chain
    inner join store.meta.statement as statement
        on chain.statement_id = statement.statement_id
    where chain.kind = 'project_list'
    group by all
),

final as (
    select
        statement.document_id,
        statement.project_code,
        linked.statement_id
    from store.meta.statement as statement
    inner join linked
        on
            statement.project_code = linked.project_code
            and statement.content_hash = linked.content_hash
    where statement.kind = 'project_list'
)

select * from final
