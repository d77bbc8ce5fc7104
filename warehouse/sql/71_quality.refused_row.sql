-- one refused row of one list
with received as (
    select
        document_id,
        min(received_at) as received_at
    from store.meta.delivery
    group by document_id
),

refused as (
    select
        refused_row.*,
        received.received_at,
        coalesce(
            refused_row.project_code, concat_ws('|', refused_row.reason, refused_row.observed)
        ) as said_of
    from store.quality.refused_row as refused_row
    inner join received on refused_row.document_id = received.document_id
),

-- Every row of every list, of its project or, without a code, of the same words.
later as (
    select
        said_of,
        received_at
    from refused
    union all
    select
        statement.project_code as said_of,
        received.received_at
    from store.meta.statement as statement
    inner join received on statement.document_id = received.document_id
    where statement.line_number is not null
),

latest as (
    select
        said_of,
        max(received_at) as received_at
    from later
    group by said_of
),

final as (
    select
        refused.* exclude (in_force, said_of, received_at),
        refused.received_at = latest.received_at as in_force
    from refused
    inner join latest on refused.said_of = latest.said_of
)

select * from final
