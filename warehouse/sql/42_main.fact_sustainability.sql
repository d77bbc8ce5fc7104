-- one sustainability criterion of one project version
select
    choice.project_key,
    fact.criterion as criterion_key,
    fact.direct,
    fact.indirect,
    fact.justification,
    choice.document_id,
    fact.line_number
from choice
inner join store.stage.sustainability as fact
    on
        choice.statement_id = fact.statement_id
        and choice.item = 'sustainability.' || fact.criterion
