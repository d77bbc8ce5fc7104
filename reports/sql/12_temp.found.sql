-- one finding in force on the documents the report speaks of, with its place as the form words it
with labels as (
    select
        finding.finding_id,
        any_value(form_field.label order by form_field.section, form_field.label) as label
    from quality.finding as finding
    inner join meta.document as document
        on finding.document_id = document.document_id
    inner join meta.form_field as form_field
        on
            document.kind = form_field.kind
            and finding.field = form_field.field
            and form_field.section
            in (finding.section, split_part(finding.section, '.', 1) || '.n')
    group by finding.finding_id
),

final as (
    select
        finding.*,
        labels.label,
        source.source_uri,
        coalesce(finding.accepted_until >= getvariable('day'), false) as accepted,
        (
            select max(page.page)
            from meta.page as page
            where
                page.document_id = finding.document_id
                and page.line_number <= finding.line_number
        ) as page
    from quality.finding as finding
    left join labels on finding.finding_id = labels.finding_id
    left join source on finding.document_id = source.document_id
    where
        finding.in_force
        and (getvariable('authority') is null or finding.authority = getvariable('authority'))
)

select * from final
