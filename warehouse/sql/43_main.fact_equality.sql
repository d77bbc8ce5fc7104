-- one gender-equality question of one project version
select
    choice.project_key,
    fact.question,
    fact.answer,
    fact.justification,
    choice.document_id,
    fact.line_number
from choice
inner join store.stage.equality as fact
    on
        choice.statement_id = fact.statement_id
        and choice.item = 'equality.' || fact.question
