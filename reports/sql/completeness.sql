-- one mandatory field of one form, authority and start year: documents that have to fill it
select
    kind,
    section,
    field,
    label,
    authority,
    start_year,
    sum(expected)::bigint as expected,
    sum(filled)::bigint as filled
from quality.field_completeness
where getvariable('authority') is null or authority = getvariable('authority')
group by all
order by kind, section, field, label, authority, start_year
