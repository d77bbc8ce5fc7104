-- one finding nobody has accepted, the first few of each rule
select *
from open_finding
qualify
    row_number()
        over (
            partition by rule, severity
            order by project_code, document_id, line_number, finding_id
        )
    <= case when severity = 'info' then getvariable('examples') else getvariable('most') end
order by rule, project_code, document_id, line_number, finding_id
