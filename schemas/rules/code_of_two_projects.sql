-- one other project, by name and Y-tunnus, that documents of the same code speak of
with said as (
    select
        chain.project_code,
        chain.kind,
        chain.version,
        chain.statement_id,
        project.name,
        body.business_id,
        -- Lists lose the commas of names.
        regexp_replace(folded(project.name), '[,|\s]+', ' ', 'g') as compared_name,
        chain.version = max(chain.version) over (
            partition by chain.project_code, chain.kind
        ) as is_current
    from store.meta.chain as chain
    inner join store.stage.project as project on chain.statement_id = project.statement_id
    left join store.stage.organisation as body
        on
            chain.statement_id = body.statement_id
            and body.role = 'beneficiary'
            and body.business_id_valid
),

known as (
    select *
    from said
    where name is not null and business_id is not null
),

steps as (
    select
        *,
        lag(name) over chained as earlier_name,
        lag(compared_name) over chained as earlier_compared_name,
        lag(business_id) over chained as earlier_business_id
    from known
    window chained as (partition by project_code, kind order by version)
),

-- Whoever comes back to a project that the chain spoke of before has mended the break.
breaks as (
    select later.*
    from steps as later
    where
        later.is_current
        and later.business_id <> later.earlier_business_id
        and later.compared_name <> later.earlier_compared_name
        and not exists (
            select 1
            from known as before
            where
                before.project_code = later.project_code
                and before.kind = later.kind
                and before.version < later.version
                and before.business_id = later.business_id
                and before.compared_name = later.compared_name
        )
),

-- Of two documents in force the one of the lesser kind is blamed: kinds stand in the alphabet as
-- in precedence.
contradicted as (
    select
        later.*,
        earlier.name as other_name,
        earlier.business_id as other_business_id
    from known as later
    inner join known as earlier
        on later.project_code = earlier.project_code and later.kind > earlier.kind
    where
        later.is_current
        and earlier.is_current
        and later.business_id <> earlier.business_id
        and later.compared_name <> earlier.compared_name
),

pairs as (
    select
        statement_id,
        name,
        business_id,
        earlier_name as other_name,
        earlier_business_id as other_business_id
    from breaks
    union
    select
        statement_id,
        name,
        business_id,
        other_name,
        other_business_id
    from contradicted
)

select
    pairs.statement_id,
    field.section,
    field.field,
    field.line_number,
    pairs.name || ' · ' || pairs.business_id as observed,
    pairs.other_name || ' · ' || pairs.other_business_id as expected
from pairs
inner join store.stage.field as field
    on pairs.statement_id = field.statement_id and field.field = 'name'
