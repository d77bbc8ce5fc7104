-- one value of a document in force that the document which counts contradicts
with places as (
    select
        reconciled.document_id,
        reconciled.item,
        reconciled.field,
        min(form.section) as section,
        min(form.field) filter (
            where form.field in (
                reconciled.item, reconciled.field, split_part(reconciled.field, '.', 1),
                split_part(reconciled.field, '.', 2)
            )
        ) as named_field,
        if(count(*) = 1, any_value(form.field), null) as only_field
    from reconciled
    inner join store.stage.field as form
        on
            reconciled.document_id = form.document_id
            and reconciled.line_number = form.line_number
    group by all
),

final as (
    select
        reconciled.document_id,
        coalesce(places.section, '') as section,
        coalesce(places.named_field, places.only_field, reconciled.field) as field,
        reconciled.line_number,
        reconciled.value,
        reconciled.used_value,
        form_word.words as used_title,
        split_part(reconciled.item, '.', 1) in ('equality', 'sustainability') as is_assessment
    from reconciled
    inner join form_word on reconciled.used_kind = form_word.code
    left join places
        on
            reconciled.document_id = places.document_id
            and reconciled.item = places.item
            and reconciled.field = places.field
    where
        reconciled.compared
        and not reconciled.used
        and lower(reconciled.value) <> lower(reconciled.used_value)
)

select * from final
