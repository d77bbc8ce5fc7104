-- one value of one document, of a field of one project on which documents differ
with

differing as (
    select
        project_code,
        field,
        basis
    from quality.reconciliation
    group by project_code, field, basis
    having count(distinct value) > 1
),

sources as (
    select
        document_id,
        arg_min(source_uri, received_at) as source_uri
    from meta.delivery
    group by document_id
),

final as (
    select
        authority.name as authority,
        stated.project_code,
        stated.field,
        stated.basis,
        stated.kind,
        sources.source_uri,
        stated.document_id,
        stated.line_number,
        stated.value,
        stated.used
    from quality.reconciliation as stated
    inner join differing
        on
            stated.project_code = differing.project_code
            and stated.field = differing.field
            and stated.basis is not distinct from differing.basis
    left join sources on stated.document_id = sources.document_id
    left join latest.dim_project as project on stated.project_code = project.project_code
    left join latest.dim_authority as authority on project.authority_key = authority.authority_key
    where getvariable('authority') is null or authority.name = getvariable('authority')
)

select * from final
order by project_code, field, basis, not used, document_id
