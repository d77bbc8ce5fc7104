-- one status or authority that the sourced table of its project's period lacks, with the closest
-- What no source says of a programme period is not measured there.
with known as (
    select
        'status' as field,
        programme_period,
        status as word
    from status_seed
    union all
    select
        'authority' as field,
        programme_period,
        authority as word
    from authority_seed
),

projects as (
    select
        project.statement_id,
        project.status,
        project.authority,
        coalesce(series.period, project.listed_period) as programme_period
    from store.stage.project as project
    left join code_series as series
        on starts_with(project.project_code, series.prefix)
),

stated as (
    select
        statement_id,
        programme_period,
        'status' as field,
        status as word
    from projects
    union all
    select
        statement_id,
        programme_period,
        'authority' as field,
        authority as word
    from projects
),

-- Each word is compared once, with the commas out: lists lose them.
words as (
    select distinct
        programme_period,
        field,
        word
    from stated
    where word is not null
),

compared as (
    select
        words.*,
        known.word as known_word,
        replace(folded(words.word), ',', '') = replace(folded(known.word), ',', '') as is_same,
        jaro_winkler_similarity(folded(words.word), folded(known.word)) as similarity
    from words
    inner join known
        on words.field = known.field and words.programme_period = known.programme_period
),

unknown as (
    select
        programme_period,
        field,
        word,
        first(known_word order by similarity desc, known_word asc) as closest
    from compared
    group by all
    having not bool_or(is_same)
),

final as (
    select
        stated.statement_id,
        stated.field,
        stated.word,
        unknown.closest
    from stated
    inner join unknown
        on
            stated.programme_period = unknown.programme_period
            and stated.field = unknown.field
            and stated.word = unknown.word
)

select * from final
