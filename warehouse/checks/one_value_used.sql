-- warning: of a field that several documents state the warehouse took the value of one
select count(*) as violations
from (
    select
        project_code,
        field,
        basis
    from quality.reconciliation
    group by all
    having count(*) filter (where used) <> 1
) as unclear
