-- one mandatory field of one form, authority and start year: documents that have to fill it
select
    kind,
    section,
    field,
    label,
    authority,
    start_year,
    expected,
    filled
from quality.field_completeness
where getvariable('authority') is null or authority = getvariable('authority')
order by kind, section, field, label, authority, start_year
