-- one row: days on which sources last changed the documents in force, or on which they came
with dated as (
    select
        arrived.document_id,
        max(coalesce(delivery.modified_at, delivery.received_at))::date as dated_on
    from arrived
    inner join meta.document as document on arrived.document_id = document.document_id
    inner join meta.delivery as delivery on arrived.document_id = delivery.document_id
    where document.status = 'loaded'
    group by arrived.document_id
),

final as (
    select
        min(dated_on) as oldest,
        quantile_disc(dated_on, 0.5) as middle,
        max(dated_on) as newest
    from dated
)

select * from final
