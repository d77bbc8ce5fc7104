-- one axis or objective printed again in section 12 that is not the one of section 3
select
    repeated.statement_id,
    repeated.section,
    repeated.field,
    repeated.line_number,
    repeated.text as observed,
    own.text as expected
from store.stage.field as repeated
inner join store.stage.field as own
    on repeated.statement_id = own.statement_id and repeated.field = own.field
where
    repeated.field in ('axis', 'objective')
    and starts_with(repeated.section, '12.')
    and own.section = '3'
    and repeated.filled
    and own.filled
    and folded(regexp_replace(repeated.text, '^([\d.]*\d)\.?\s+', '\1 '))
    <> folded(regexp_replace(own.text, '^([\d.]*\d)\.?\s+', '\1 '))
