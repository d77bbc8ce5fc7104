-- one finding in force, of one authority or of all
with

sources as (
    select
        document_id,
        arg_min(source_uri, received_at) as source_uri
    from meta.delivery
    group by document_id
),

final as (
    select
        finding.finding_id,
        finding.authority,
        finding.project_code,
        sources.source_uri,
        finding.document_id,
        finding.section,
        coalesce(field.label, finding.field) as label,
        page.page,
        finding.line_number,
        finding.severity,
        rule.criterion,
        rule.number,
        rule.title_fi,
        rule.title_sv,
        rule.title_en,
        finding.observed,
        finding.expected,
        rule.fix_fi,
        rule.fix_sv,
        rule.fix_en,
        finding.accepted_until,
        finding.acceptance
    from quality.finding as finding
    inner join meta.document as document on finding.document_id = document.document_id
    inner join quality.rule as rule on finding.rule = rule.rule
    left join sources on finding.document_id = sources.document_id
    left join meta.form_field as field
        on
            document.kind = field.kind
            and finding.field = field.field
            and field.section in (finding.section, split_part(finding.section, '.', 1) || '.n')
    asof left join meta.page as page
        on
            finding.document_id = page.document_id
            and finding.line_number >= page.line_number
    where
        finding.in_force
        and (
            getvariable('authority') is null
            or finding.authority = getvariable('authority')
        )
)

select * from final
order by
    array_position(['error', 'warning', 'info'], severity),
    project_code, document_id, line_number, number, finding_id
