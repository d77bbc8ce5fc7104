-- one filed total of section 12 that its cells do not add up to; a table left blank says nothing
with cells as (
    select
        participants.statement_id,
        participants.breakdown,
        participants.age,
        participants.labour_status,
        participants.education,
        participants.count as value,
        participants.is_total,
        participants.line_number
    from store.stage.participants as participants
    union all
    select
        training.statement_id,
        'training_days' as breakdown,
        null as age,
        null as labour_status,
        null as education,
        training.days as value,
        training.is_total,
        training.line_number
    from store.stage.training as training
),

readable as (
    select
        cells.*,
        cells.value is null and unreadable.line_number is not null as is_unreadable,
        bool_or(cells.value is not null and not cells.is_total) over (
            partition by cells.statement_id, cells.breakdown
        ) as is_filled
    from cells
    left join unreadable_line as unreadable
        on
            cells.statement_id = unreadable.statement_id
            and cells.line_number = unreadable.line_number
),

sums as (
    select
        total.statement_id,
        total.line_number,
        total.value as filed,
        coalesce(total.labour_status, total.education, total.age) as code,
        coalesce(sum(part.value), 0) as computed
    from readable as total
    inner join readable as part
        on
            total.statement_id = part.statement_id
            and total.breakdown = part.breakdown
            and not part.is_total
            and coalesce(total.age, part.age) is not distinct from part.age
            and coalesce(total.labour_status, part.labour_status)
            is not distinct from part.labour_status
            and coalesce(total.education, part.education) is not distinct from part.education
    where total.is_total and total.is_filled and not total.is_unreadable
    group by all
    having not bool_or(part.is_unreadable)
)

select
    sums.statement_id,
    field.section,
    field.field,
    sums.line_number,
    concat_ws(': ', form_word.words, coalesce(plain(sums.filed), '–')) as observed,
    plain(sums.computed) as expected
from sums
inner join line_field as field
    on sums.statement_id = field.statement_id and sums.line_number = field.line_number
left join form_word on sums.code = form_word.code
where coalesce(sums.filed, 0) <> sums.computed
