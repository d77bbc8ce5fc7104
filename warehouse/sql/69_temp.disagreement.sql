-- one value of a document in force that the document which counts contradicts, as forms write it
with named as (
    select
        *,
        split_part(item, '.', 1) as subject
    from reconciled
)

select
    reconciled.statement_id,
    coalesce(reconciled.section, '') as section,
    coalesce(reconciled.form_field, reconciled.field) as field,
    reconciled.line_number,
    as_written(reconciled.value, reconciled.subject in ('funding', 'indicator')) as observed,
    as_written(reconciled.used_value, reconciled.subject in ('funding', 'indicator'))
    || ' (' || kind_title.title || ')' as expected,
    reconciled.subject in ('equality', 'sustainability') as is_assessment
from named as reconciled
inner join kind_title on reconciled.used_kind = kind_title.kind
where reconciled.disagrees
