-- one free text of one document that only keeps the place of one: its words, without any signs
with words as (
    select
        statement_id,
        section,
        field,
        line_number,
        text,
        trim(regexp_replace(lower(text), '[^\p{L}\p{N}]+', ' ', 'g')) as words
    from store.stage.text
),

final as (
    select words.* exclude (words)
    from words
    left join placeholder on words.words = placeholder.words
    where words.words = '' or placeholder.words is not null
)

select * from final
