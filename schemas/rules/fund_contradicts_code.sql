-- one project whose code letter belongs to another fund than its title names
select
    project.statement_id,
    field.section,
    field.field,
    field.line_number,
    project.project_code || ' / ' || project.fund as observed,
    'S = ESF, A = ERDF, J = JTF' as expected
from store.stage.project as project
inner join store.stage.field as field
    on
        project.statement_id = field.statement_id
        and field.field = 'project_code'
where
    project.fund
    <> case left(project.project_code, 1)
        when 'S' then 'ESF' when 'A' then 'ERDF' when 'J' then 'JTF'
    end
