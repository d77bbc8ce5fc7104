-- one figure of one project, in hundredths of its unit
select
    explored.place::integer as project,
    figure.hundredths::bigint as hundredths
from reading.figures() as figure
inner join explored on figure.project_key = explored.project_key
order by figure.subject, figure.item, figure.basis, project
