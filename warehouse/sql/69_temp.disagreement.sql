-- one value of a document in force that the document which counts contradicts, as forms write it
select
    reconciled.statement_id,
    coalesce(reconciled.section, '') as section,
    coalesce(reconciled.form_field, reconciled.field) as field,
    reconciled.line_number,
    as_written(reconciled.value) as observed,
    as_written(reconciled.used_value) || ' (' || kind_title.title || ')' as expected,
    split_part(reconciled.item, '.', 1) in ('equality', 'sustainability') as is_assessment
from reconciled
inner join kind_title on reconciled.used_kind = kind_title.kind
where
    reconciled.compared
    and not reconciled.used
    and folded(reconciled.value) <> folded(reconciled.used_value)
