-- one reason for which rows of lists were refused; before their authority is known for certain
select
    reason,
    count(*) as refused_rows
from quality.refused_row
where getvariable('authority') is null and in_force
group by reason
order by refused_rows desc, reason asc
