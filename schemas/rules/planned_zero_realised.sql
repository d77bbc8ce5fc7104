-- one indicator planned as zero and realised above it
with sections as (
    select
        statement_id,
        line_number,
        if(count(distinct section) = 1, min(section), '7') as section
    from store.stage.field
    where field = 'realised_count'
    group by statement_id, line_number
)

select
    realised.statement_id,
    sections.section,
    'realised_count' as field,
    realised.line_number,
    '0 → ' || plain(realised.value) as observed,
    null as expected
from store.stage.indicator as realised
inner join store.stage.indicator as planned
    on
        realised.statement_id = planned.statement_id
        and realised.indicator = planned.indicator
inner join sections
    on
        realised.statement_id = sections.statement_id
        and realised.line_number = sections.line_number
where
    planned.basis = 'planned'
    and realised.basis = 'realised'
    and planned.value = 0
    and realised.value > 0
