-- one statement, and whether it is the latest of its chain; a list is while any of its rows is
with current_rows as (
    select distinct statement_id
    from (
        select
            statement_id,
            version = max(version) over (partition by project_code, kind) as is_current
        from store.meta.chain
    ) as ranked
    where is_current
),

rows_of as (
    select
        statement.*,
        current_rows.statement_id is not null as is_latest
    from store.meta.statement as statement
    left join current_rows on statement.statement_id = current_rows.statement_id
),

final as (
    select
        * exclude (is_latest),
        if(
            project_code is null,
            bool_or(is_latest) over (partition by document_id),
            is_latest
        ) as is_current
    from rows_of
)

select * from final
