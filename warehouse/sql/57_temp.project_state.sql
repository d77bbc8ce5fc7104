-- one statement with its status, and what that means: running, ended, or NULL where nobody said
select
    project.statement_id,
    project.status,
    known.meaning
from store.stage.project as project
left join status_seed as known
    on folded(project.status) = folded(known.status)
where project.status is not null
