-- one row: projects, and findings nobody has accepted
select
    (select count(*) from project) as projects,
    (
        select count(*)
        from project
        where
            project_code not in (
                select open_finding.project_code
                from open_finding
                where
                    open_finding.severity <> 'info'
                    and open_finding.project_code is not null
            )
    ) as sound,
    count(*) filter (where severity = 'error') as errors,
    count(*) filter (where severity = 'warning') as warnings,
    count(*) filter (where severity = 'info') as infos
from open_finding
