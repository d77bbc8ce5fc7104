-- one value of a field on which the documents of a project disagree, by document
with stated as (
    select
        *,
        case
            when regexp_full_match(value, '\d{4}-\d\d-\d\d')
                then strftime(value::date, '%-d.%-m.%Y')
            else regexp_replace(value, '\.00$', '')
        end as written
    from quality.reconciliation
),

disagreeing as (
    select distinct
        stated.project_code,
        stated.field,
        stated.basis,
        coalesce(found.section || ' ' || found.label, stated.field) as label
    from found
    inner join stated
        on
            found.document_id = stated.document_id
            and found.project_code = stated.project_code
            and found.line_number is not distinct from stated.line_number
            -- A row of a list has all its fields on one line: the words that were seen tell.
            and found.observed = stated.written
    where found.rule = 'documents_disagree' and not stated.used
),

final as (
    select
        stated.*,
        disagreeing.label,
        source.source_uri
    from stated
    inner join disagreeing
        on
            stated.project_code = disagreeing.project_code
            and stated.field = disagreeing.field
            and stated.basis is not distinct from disagreeing.basis
    left join source on stated.document_id = source.document_id
)

select * from final
order by
    project_code, field, basis, label, array_position(['description', 'plan', 'project_list'], kind)
