-- one status that the table of its programme period does not hold
select
    unknown.statement_id,
    field.section,
    field.field,
    field.line_number,
    unknown.word as observed,
    unknown.closest as expected
from word_unknown as unknown
inner join store.stage.field as field
    on unknown.statement_id = field.statement_id and unknown.field = field.field
where unknown.field = 'status'
