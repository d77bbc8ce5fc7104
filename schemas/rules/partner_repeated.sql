-- one partner that its document has named before, as a partner or as the applicant
with bodies as (
    select
        *,
        if(business_id_valid, business_id, folded(name)) as identity
    from store.stage.organisation
),

numbered as (
    select
        *,
        row_number() over (
            partition by statement_id, identity order by role, line_number
        ) as place
    from bodies
    where identity is not null
)

select
    numbered.statement_id,
    field.section,
    field.field,
    numbered.line_number,
    concat_ws(', ', numbered.name, numbered.business_id) as observed,
    '1 ×' as expected
from numbered
inner join store.stage.field as field
    on numbered.statement_id = field.statement_id and field.field = 'partners'
where numbered.role = 'partner' and numbered.place > 1
