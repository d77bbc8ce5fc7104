-- one reason for which rows of lists were refused; before their authority is known for certain
select
    reason,
    count(*) as refused_rows
from refused_row
group by reason
order by refused_rows desc, reason asc
