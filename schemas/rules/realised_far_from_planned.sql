-- one figure of an ended project further from what was planned or granted than the tolerance
with figures as (
    select
        realised.statement_id,
        'realised_count' as field,
        realised.line_number,
        planned.value as planned,
        realised.value as realised
    from store.stage.indicator as planned
    inner join store.stage.indicator as realised
        on
            planned.statement_id = realised.statement_id
            and planned.indicator = realised.indicator
    where planned.basis = 'planned' and realised.basis = 'realised'
    union all
    select
        realised.statement_id,
        'realised_eu_state' as field,
        realised.line_number,
        planned.amount_eur as planned,
        realised.amount_eur as realised
    from store.stage.funding as planned
    inner join store.stage.funding as realised
        on planned.statement_id = realised.statement_id and planned.measure = realised.measure
    where
        planned.measure = 'eu_state'
        and planned.basis in ('granted', 'planned')
        and realised.basis = 'realised'
)

select
    figures.statement_id,
    field.section,
    field.field,
    figures.line_number,
    euros(figures.realised) as observed,
    euros(figures.planned) || ' ± ' || plain($tolerance) || ' %' as expected
from figures
inner join project_state
    on figures.statement_id = project_state.statement_id and project_state.meaning = 'ended'
inner join store.stage.field as field
    on
        figures.statement_id = field.statement_id
        and figures.field = field.field
        and figures.line_number = field.line_number
where
    figures.planned > 0
    and abs(figures.realised - figures.planned) * 100 > figures.planned * $tolerance
