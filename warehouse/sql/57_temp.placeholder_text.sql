-- one free text of one document that only keeps the place of one: its words, without any signs
with longest as (
    select max(length(words)) as letters
    from placeholder
),

-- What begins with more words than any placeholder has is none, however it goes on.
begun as (
    select
        text.*,
        trim(
            regexp_replace(lower(left(text.text, 200)), '[^\p{L}\p{N}]+', ' ', 'g')
        ) as first_words
    from store.stage.text as text
),

words as (
    select
        begun.statement_id,
        begun.section,
        begun.field,
        begun.line_number,
        begun.text,
        trim(regexp_replace(lower(begun.text), '[^\p{L}\p{N}]+', ' ', 'g')) as words
    from begun
    cross join longest
    where length(begun.first_words) <= longest.letters
),

final as (
    select words.* exclude (words)
    from words
    left join placeholder on words.words = placeholder.words
    where words.words = '' or placeholder.words is not null
)

select * from final
