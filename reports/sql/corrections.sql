-- one correction of a value the documents state
with labels as (
    select
        kind,
        field,
        any_value(label order by section) as label
    from meta.form_field
    group by kind, field
),

final as (
    select
        correction.*,
        source.source_uri,
        labels.label
    from quality.correction as correction
    left join source on correction.document_id = source.document_id
    left join meta.document as document
        on correction.document_id = document.document_id
    left join labels on document.kind = labels.kind and correction.field = labels.field
    where
        getvariable('authority') is null
        or correction.project_code in (select project.project_code from project)
)

select * from final
order by project_code, document_id, line_number, field
