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

-- Lists lose the commas of names.
compared as (
    select
        stated.statement_id,
        stated.field,
        stated.word,
        known.word as known_word,
        replace(folded(stated.word), ',', '') = replace(folded(known.word), ',', '') as is_same,
        jaro_winkler_similarity(folded(stated.word), folded(known.word)) as similarity
    from stated
    inner join known
        on stated.field = known.field and stated.programme_period = known.programme_period
    where stated.word is not null
),

final as (
    select
        statement_id,
        field,
        word,
        first(known_word order by similarity desc, known_word asc) as closest
    from compared
    group by all
    having not bool_or(is_same)
)

select * from final
