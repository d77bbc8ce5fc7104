-- warning: no document or row is refused for a fault of the program
select count(*) as violations
from (
    select reason
    from quality.quarantine
    union all
    select reason
    from quality.refused_row
    where in_force
) as refused
where reason in ('reader_failed', 'contract_broken')
