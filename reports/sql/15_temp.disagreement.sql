-- one value of one document, of a field of one project on which documents disagree, with its label
with disagreeing as (
    select distinct
        stated.project_code,
        stated.field,
        stated.basis
    from quality.reconciliation as stated
    where stated.disagrees
),

stated as (
    select
        reconciliation.*,
        project.authority,
        source.source_uri
    from quality.reconciliation as reconciliation
    inner join disagreeing
        on
            reconciliation.project_code = disagreeing.project_code
            and reconciliation.field = disagreeing.field
            and reconciliation.basis is not distinct from disagreeing.basis
    inner join project on reconciliation.project_code = project.project_code
    left join source on reconciliation.document_id = source.document_id
),

-- A field has one label whichever document states it: that of the first form which has it.
labels as (
    select
        stated.project_code,
        stated.field,
        stated.basis,
        arg_min(
            concat_ws(' ', nullif(stated.section, ''), form_field.label),
            (
                array_position(['description', 'plan', 'project_list'], stated.kind),
                form_field.section,
                form_field.label
            )
        ) as label
    from stated
    inner join meta.form_field as form_field
        on
            stated.kind = form_field.kind
            and stated.form_field = form_field.field
            and form_field.section
            in (coalesce(stated.section, ''), split_part(stated.section, '.', 1) || '.n')
    group by all
),

final as (
    select
        stated.*,
        coalesce(labels.label, stated.field) as label
    from stated
    left join labels
        on
            stated.project_code = labels.project_code
            and stated.field = labels.field
            and stated.basis is not distinct from labels.basis
)

select * from final
