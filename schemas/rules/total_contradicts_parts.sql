-- one filed total of section 12 that its cells do not add up to, blanks counting as nothing
with sums as (
    select
        total.document_id,
        total.line_number,
        total.count as filed,
        coalesce(total.labour_status, total.education, total.age) as code,
        coalesce(sum(cell.count), 0) as computed
    from store.stage.participants as total
    left join store.stage.participants as cell
        on
            total.document_id = cell.document_id
            and total.breakdown = cell.breakdown
            and not cell.is_total
            and coalesce(total.age, cell.age) is not distinct from cell.age
            and coalesce(total.labour_status, cell.labour_status)
            is not distinct from cell.labour_status
            and coalesce(total.education, cell.education) is not distinct from cell.education
    where total.is_total
    group by all
    union all
    select
        total.document_id,
        total.line_number,
        total.days as filed,
        null as code,
        coalesce(sum(cell.days), 0) as computed
    from store.stage.training as total
    left join store.stage.training as cell
        on total.document_id = cell.document_id and not cell.is_total
    where total.is_total
    group by all
)

select
    sums.document_id,
    field.section,
    field.field,
    sums.line_number,
    concat_ws(': ', form_word.words, coalesce(plain(sums.filed), '–')) as observed,
    plain(sums.computed) as expected
from sums
inner join store.stage.field as field
    on sums.document_id = field.document_id and sums.line_number = field.line_number
left join form_word on sums.code = form_word.code
anti join unreadable_section as unreadable
    on sums.document_id = unreadable.document_id and field.section = unreadable.section
where coalesce(sums.filed, 0) <> sums.computed
