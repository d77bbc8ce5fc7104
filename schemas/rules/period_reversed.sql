-- one project that ends before it starts
select
    project.statement_id,
    field.section,
    field.field,
    field.line_number,
    strftime(project.planned_start, '%-d.%-m.%Y')
    || ' - ' || strftime(project.planned_end, '%-d.%-m.%Y') as observed,
    '≥ ' || strftime(project.planned_start, '%-d.%-m.%Y') as expected
from store.stage.project as project
inner join store.stage.field as field
    on
        project.statement_id = field.statement_id
        and field.field in ('planned_period', 'planned_end')
where project.planned_start > project.planned_end
