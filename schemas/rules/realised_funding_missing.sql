-- one ended project without any realised figure in section 5
select
    project.statement_id,
    '5' as section,
    'realised_eu_state' as field,
    min(field.line_number) as line_number,
    null as observed,
    'Toteutunut EU- ja valtion rahoitus' as expected
from project_state as project
left join store.stage.field as field
    on
        project.statement_id = field.statement_id
        and field.field in ('realised_eu_state', 'realised_public_total')
where project.meaning = 'ended'
group by project.statement_id
having not coalesce(bool_or(field.filled), false)
