-- one finding in force, of one authority or of all
select
    found.finding_id,
    found.authority,
    found.project_code,
    found.source_uri,
    found.document_id,
    found.section,
    coalesce(found.label, found.field) as label,
    found.field,
    found.page,
    found.line_number,
    found.severity,
    rule.criterion,
    rule.number,
    rule.title_fi,
    rule.title_sv,
    rule.title_en,
    found.observed,
    found.expected,
    rule.fix_fi,
    rule.fix_sv,
    rule.fix_en,
    found.accepted_until,
    found.acceptance
from found
inner join quality.rule as rule on found.rule = rule.rule
order by
    array_position(['error', 'warning', 'info'], found.severity),
    found.project_code, found.document_id, found.line_number, rule.number, found.finding_id
