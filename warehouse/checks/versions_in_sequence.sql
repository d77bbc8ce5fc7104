-- critical: versions are numbered from 1, each ends as the next begins, the last is current
with versions as (
    select
        *,
        row_number() over of_project as number,
        lead(valid_from) over of_project as next_from
    from main.dim_project
    window of_project as (partition by project_code order by version)
)

select count(*) as violations
from versions
where
    version <> number
    or project_key <> project_code || '.' || version
    or valid_to is distinct from next_from
    or is_current <> (next_from is null)
    or valid_to < valid_from
