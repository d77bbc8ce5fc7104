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

breaks as (
    select *
    from steps
    where business_id <> earlier_business_id and compared_name <> earlier_compared_name
),

-- Whoever stood on either side of a break is one of the two; in the alphabet as in precedence.
others as (
    select
        project_code,
        kind,
        name,
        compared_name,
        business_id
    from breaks
    union
    select
        project_code,
        kind,
        earlier_name as name,
        earlier_compared_name as compared_name,
        earlier_business_id as business_id
    from breaks
    union
    select
        later.project_code,
        later.kind,
        earlier.name,
        earlier.compared_name,
        earlier.business_id
    from known as later
    inner join known as earlier
        on later.project_code = earlier.project_code and later.kind > earlier.kind
    where later.is_current and earlier.is_current
)

select
    known.statement_id,
    field.section,
    field.field,
    field.line_number,
    known.name || ' · ' || known.business_id as observed,
    others.name || ' · ' || others.business_id as expected
from known
inner join others on known.project_code = others.project_code and known.kind = others.kind
inner join store.stage.field as field
    on known.statement_id = field.statement_id and field.field = 'name'
where
    known.is_current
    and known.business_id <> others.business_id
    and known.compared_name <> others.compared_name
