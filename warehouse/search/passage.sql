-- one line of one text, or one name, of the current version of one project, with its words
with current_choice as (
    select choice.*
    from choice
    inner join main.dim_project as project on choice.project_key = project.project_key
    where project.is_current
),

texts as (
    select
        choice.project_key,
        choice.kind,
        fact.section,
        fact.field,
        fact.lang,
        choice.document_id,
        fact.line_number,
        fact.text,
        string_split(fact.line_numbers, ',')::integer[] as numbers,
        list_filter(string_split(fact.text, chr(10)), lambda line: line <> '') as lines
    from current_choice as choice
    inner join store.stage.text as fact
        on
            choice.statement_id = fact.statement_id
            and choice.item = concat_ws('.', 'text', fact.field, fact.lang)
),

-- A name that was masked over the end of a line has made two lines one: then only where the text
-- begins is known.
line as (
    select
        * exclude (line_number, text, numbers, lines),
        unnest(numbers) as line_number,
        unnest(lines) as text,
        generate_subscripts(lines, 1) as position
    from texts
    where len(numbers) = len(lines)
    union all by name
    select
        * exclude (numbers, lines),
        null as position
    from texts
    where len(numbers) is distinct from len(lines)
),

names as (
    select
        choice.project_key,
        choice.kind,
        coalesce(field.section, '1') as section,
        choice.item as field,
        if(choice.item = 'name', 'fi', 'en') as lang,
        choice.document_id,
        coalesce(field.line_number, statement.line_number, 1) as line_number,
        if(choice.item = 'name', project.name, project.name_en) as text,
        null as position
    from current_choice as choice
    inner join main.dim_project as project on choice.project_key = project.project_key
    inner join store.meta.statement as statement on choice.statement_id = statement.statement_id
    left join store.stage.field as field
        on choice.statement_id = field.statement_id and choice.item = field.field
    where choice.item in ('name', 'name_en') and text is not null
),

passages as (
    select * from line
    union all by name
    select * from names
),

final as (
    select
        row_number() over (
            order by project_key, document_id, line_number, field, lang, position
        ) as passage_id,
        *
    from passages
)

select * from final
