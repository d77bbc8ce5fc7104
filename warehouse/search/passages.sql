-- lines of projects whose texts have all words of a query, those with most of them first
create macro search.passages(query) as table
    with asked as (
        select distinct
            unnest(
                regexp_extract_all(lower(query), '[\p{L}\p{N}]+(?:\|[\p{L}\p{N}]+)*')
            ) as word
    ),

    alternatives as (
        select
            word,
            unnest(string_split(word, '|')) as form
        from asked
    ),

    sought as (
        select distinct
            alternatives.word,
            coalesce(known.lemma, alternatives.form) as term
        from alternatives
        left join search.word as known on alternatives.form = known.form
    ),

    hits as (
        select
            docs.name as passage_id,
            docs.len,
            sought.word,
            dict.term,
            dict.df,
            count(*) as tf
        from sought
        inner join fts_search_passage.dict as dict on sought.term = dict.term
        inner join fts_search_passage.terms as terms on dict.termid = terms.termid
        inner join fts_search_passage.docs as docs on terms.docid = docs.docid
        group by all
    ),

    -- Okapi BM25 with k = 1.2 and b = 0.75, as the extension's own match_bm25 has it.
    scored as (
        select
            hits.passage_id,
            count(distinct hits.word) as words,
            list(distinct hits.word) as words_found,
            sum(
                log((stats.num_docs - hits.df + 0.5) / (hits.df + 0.5) + 1)
                * hits.tf * 2.2
                / (hits.tf + 1.2 * (0.25 + 0.75 * hits.len / stats.avgdl))
            ) as score
        from hits
        cross join fts_search_passage.stats as stats
        group by hits.passage_id
    ),

    complete as (
        select passage.project_key
        from scored
        inner join search.passage as passage on scored.passage_id = passage.passage_id
        group by passage.project_key
        having
            len(list_distinct(flatten(list(scored.words_found)))) = (select count(*) from asked)
    ),

    texts as (
        select
            project_key,
            field,
            lang,
            text
        from main.project_text
        union all
        select
            project_key,
            'name' as field,
            'fi' as lang,
            name as text
        from main.dim_project
        union all
        select
            project_key,
            'name_en' as field,
            'en' as lang,
            name_en as text
        from main.dim_project
    ),

    found as (
        select
            passage.*,
            scored.words,
            scored.score,
            if(
                passage.position is null,
                texts.text,
                list_filter(
                    string_split(texts.text, chr(10)), lambda line: line <> ''
                )[passage.position]
            ) as text
        from scored
        inner join search.passage as passage on scored.passage_id = passage.passage_id
        inner join complete on passage.project_key = complete.project_key
        inner join texts
            on
                passage.project_key = texts.project_key
                and passage.field = texts.field
                and passage.lang = texts.lang
    ),

    forms as (
        select list(distinct word.form) as forms
        from search.word as word
        inner join sought on list_contains(string_split(word.terms, ' '), sought.term)
    ),

    marked as (
        select
            found.*,
            list_distinct(
                list_filter(
                    regexp_extract_all(lower(found.text), '[\p{L}\p{N}]+'),
                    lambda form: list_contains(forms.forms, form)
                )
            ) as forms
        from found
        cross join forms
    ),

    -- Every sign a space, so that a word is found whole and stays in its place.
    placed as (
        select
            * exclude (plain),
            list_min(
                list_transform(forms, lambda form: instr(plain, ' ' || form || ' '))
            ) - 1 as ahead
        from (
            select
                *,
                ' ' || regexp_replace(lower(text), '[^\p{L}\p{N}]', ' ', 'g') || ' ' as plain
            from marked
        ) as spaced
    ),

    final as (
        select
            project.project_code,
            project.name,
            placed.kind,
            placed.section,
            placed.field,
            placed.lang,
            placed.document_id,
            placed.line_number,
            placed.words,
            round(placed.score, 3) as score,
            array_to_string(placed.forms, ', ') as forms,
            if(
                ahead <= 40,
                left(text, ahead),
                '…' || regexp_replace(right(left(text, ahead), 40), '^\S*\s+', '')
            )
            || if(
                length(text) <= ahead + 100,
                substr(text, ahead + 1),
                regexp_replace(substr(text, ahead + 1, 100), '\s+\S*$', '') || '…'
            ) as snippet,
            placed.text
        from placed
        inner join main.dim_project as project on placed.project_key = project.project_key
    )

    select *
    from final
    order by
        words desc,
        score desc,
        project_code asc,
        line_number asc,
        field asc
