-- one correction, with what became of it where its document was read
with fitting as (
    select
        decided.decision_line,
        count(document.document_id) as documents,
        min(document.document_id) as document_id
    from decided_correction as decided
    left join store.meta.document as document
        on starts_with(document.document_id, decided.document_id)
    group by decided.decision_line
),

found as (
    select
        decided.*
        exclude (document_id, project_code, seen, right_value, outcome, in_force),
        decided.document_id as decided_id,
        fitting.documents,
        if(fitting.documents = 1, fitting.document_id, null) as document_id
    from decided_correction as decided
    inner join fitting on decided.decision_line = fitting.decision_line
),

final as (
    select
        found.decision_line,
        found.position,
        coalesce(found.document_id, found.decided_id) as document_id,
        statement.project_code,
        found.line_number,
        -- What no form has may be a cell astray.
        coalesce(
            noted.field,
            if(
                found.field in (select form.field from store.meta.form_field as form),
                found.field,
                ''
            )
        ) as field,
        noted.seen,
        noted.right_value,
        coalesce(noted.reason, found.reason) as reason,
        case
            when found.documents = 0 then 'document_unknown'
            when found.documents > 1 then 'ambiguous'
            -- Of a document that was refused before its fields were read nothing is noted.
            else coalesce(noted.outcome, 'field_not_there')
        end as outcome,
        coalesce(statement.is_current, false) as in_force
    from found
    left join store.quality.correction as noted
        -- A line moves when the file is sorted; no document is read anew for that.
        on found.document_id = noted.document_id and found.position = noted.position
    left join statement_in_force as statement
        on
            found.document_id = statement.document_id
            and statement.project_code is not null
            and (statement.line_number is null or statement.line_number = found.line_number)
)

select * from final
