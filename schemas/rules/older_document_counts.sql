-- one state or figure of which the version in force says less than the version before it
with versions as (
    select
        statement_id,
        lag(statement_id) over (partition by project_code, kind order by version) as earlier_id,
        version = max(version) over (partition by project_code, kind) as is_latest
    from store.meta.chain
),

losses as (
    select
        version.statement_id,
        'status' as field,
        earlier.status || ' → ' || later.status as observed,
        earlier.status as expected
    from versions as version
    inner join project_state as later on version.statement_id = later.statement_id
    inner join project_state as earlier on version.earlier_id = earlier.statement_id
    where version.is_latest and earlier.meaning = 'ended' and later.meaning = 'running'
    union all
    select
        version.statement_id,
        'realised_' || later.measure as field,
        euros(earlier.amount_eur) || ' → ' || euros(later.amount_eur) as observed,
        '≥ ' || euros(earlier.amount_eur) as expected
    from versions as version
    inner join store.stage.funding as later on version.statement_id = later.statement_id
    inner join store.stage.funding as earlier
        on version.earlier_id = earlier.statement_id and later.measure = earlier.measure
    where
        version.is_latest
        and later.basis = 'realised'
        and earlier.basis = 'realised'
        and later.amount_eur < earlier.amount_eur
)

select
    losses.statement_id,
    field.section,
    field.field,
    field.line_number,
    losses.observed,
    losses.expected
from losses
inner join store.stage.field as field
    on losses.statement_id = field.statement_id and losses.field = field.field
