-- one value of a document in force that another document of the project, which counts, contradicts
with lines as (
    select
        document_id,
        line_number,
        min(section) as section
    from store.stage.field
    group by document_id, line_number
)

select
    reconciled.document_id,
    coalesce(lines.section, '') as section,
    reconciled.field,
    reconciled.line_number,
    reconciled.value as observed,
    reconciled.used_value || ' (' || reconciled.used_kind || ')' as expected
from reconciled
left join lines
    on
        reconciled.document_id = lines.document_id
        and reconciled.line_number = lines.line_number
where
    reconciled.compared
    and not reconciled.used
    and lower(reconciled.value) <> lower(reconciled.used_value)
