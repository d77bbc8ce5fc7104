-- one organisation, under its most frequent name and type
with names as (
    select
        organisation_key,
        name,
        row_number() over (
            partition by organisation_key order by count(*) desc, name
        ) as place
    from organisation_mention
    group by organisation_key, name
),

types as (
    select
        organisation_key,
        type,
        row_number() over (
            partition by organisation_key order by count(*) desc, type
        ) as place
    from organisation_mention
    where type is not null
    group by organisation_key, type
),

organisations as (
    select
        organisation_key,
        min(business_id) as business_id
    from organisation_mention
    group by organisation_key
),

final as (
    select
        organisations.*,
        names.name,
        types.type
    from organisations
    inner join names
        on organisations.organisation_key = names.organisation_key and names.place = 1
    left join types
        on organisations.organisation_key = types.organisation_key and types.place = 1
)

select * from final
