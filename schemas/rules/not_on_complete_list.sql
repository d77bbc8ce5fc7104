-- one project described or planned, and begun, that a list declared complete does not name
-- A row that was refused stands on its list all the same.
with named as (
    select
        document_id,
        project_code
    from store.meta.statement
    where kind = 'project_list' and project_code is not null
    union
    select
        document_id,
        project_code
    from store.quality.refused_row
    where project_code is not null
),

missing as (
    select
        due.statement_id,
        due.complete_at
    from due_on_list as due
    left join named
        on due.list_id = named.document_id and due.project_code = named.project_code
    group by due.statement_id, due.complete_at
    having count(named.project_code) = 0
)

select
    missing.statement_id,
    field.section,
    field.field,
    field.line_number,
    field.text as observed,
    'hankeluettelo ' || strftime(missing.complete_at, '%-d.%-m.%Y') as expected
from missing
inner join store.stage.field as field
    on missing.statement_id = field.statement_id and field.field = 'project_code'
