-- one row of a list that was refused, the first few of each reason
select *
from refused_row
qualify
    row_number()
        over (
            partition by reason
            order by document_id, line_number
        )
    <= getvariable('most')
order by reason, document_id, line_number
