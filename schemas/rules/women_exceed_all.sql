-- one count of women above the count of all it is part of
with pairs (women, everyone) as (
    values
    ('women_by_labour_status', 'age_and_labour_status'),
    ('women_by_education', 'age_and_education'),
    ('women_counsellors', 'counsellors')
),

counts as (
    select
        women.statement_id,
        women.line_number,
        women.count as women,
        coalesce(women.labour_status, women.education) as code,
        greatest(
            coalesce(sum(everyone.count) filter (where not everyone.is_total), 0),
            coalesce(
                max(everyone.count) filter (where everyone.is_total and everyone.age is null), 0
            )
        ) as everyone
    from store.stage.participants as women
    inner join pairs on women.breakdown = pairs.women
    inner join store.stage.participants as everyone
        on
            women.statement_id = everyone.statement_id
            and pairs.everyone = everyone.breakdown
            and (
                everyone.labour_status is not distinct from women.labour_status
                or (women.labour_status is null and not everyone.is_total)
            )
            and (
                everyone.education is not distinct from women.education
                or (women.education is null and not everyone.is_total)
            )
    left join unreadable_line as unreadable
        on
            everyone.statement_id = unreadable.statement_id
            and everyone.line_number = unreadable.line_number
    group by all
    having not bool_or(everyone.count is null and unreadable.line_number is not null)
)

select
    counts.statement_id,
    field.section,
    field.field,
    counts.line_number,
    concat_ws(': ', form_word.words, plain(counts.women)) as observed,
    '≤ ' || plain(counts.everyone) as expected
from counts
inner join line_field as field
    on counts.statement_id = field.statement_id and counts.line_number = field.line_number
left join form_word on counts.code = form_word.code
where counts.women > counts.everyone
