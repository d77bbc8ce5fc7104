-- one value of a field on which the documents of a project disagree, by document
with stated as (
    select
        *,
        case
            when regexp_full_match(value, '\d{4}-\d\d-\d\d')
                then strftime(try_cast(value as date), '%-d,%-m,%Y')
            else replace(regexp_replace(value, '\.00$|\s', '', 'g'), '.', ',')
        end as unspaced
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
            and replace(regexp_replace(found.observed, '\s', '', 'g'), '.', ',') = stated.unspaced
    where found.rule = 'documents_disagree' and not stated.used
),

final as (
    select
        stated.* exclude (unspaced),
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
