-- one field that must be filled, over the documents of one authority and first year
with statements as (
    select
        statement.statement_id,
        statement.kind,
        responsible.authority,
        year(project.planned_start) as start_year,
        replace(project.listed_period, '-', '–') as list_section,
        coalesce(state.meaning = 'ended', false) as is_ended,
        coalesce(project.geographic_scope = 'national', false) as is_national,
        -- Of millions of fields no more is remembered than two numbers.
        row_number() over (order by statement.statement_id)::integer as number,
        dense_rank() over (
            order by
                statement.kind, responsible.authority, start_year, list_section, is_ended
        )::integer as group_number
    from statement_in_force as statement
    inner join store.stage.project as project
        on statement.statement_id = project.statement_id
    left join responsible on statement.project_code = responsible.project_code
    left join project_state as state on statement.statement_id = state.statement_id
    where statement.is_current
),

form as (
    select
        *,
        row_number() over (order by kind, section, field)::smallint as form_number,
        field = 'final_report' and kind = 'description' as is_of_ended,
        -- Of the plan's tables a row must be there; its cells may be blank.
        mandatory
        and not (kind = 'plan' and split_part(section, '.', 1) in ('12', '13')) as is_of_all
    from store.meta.form_field
),

expected as (
    select
        statements.group_number,
        form.form_number,
        any_value(statements.authority) as authority,
        any_value(statements.kind) as kind,
        any_value(form.section) as section,
        any_value(form.field) as field,
        any_value(form.label) as label,
        any_value(statements.start_year) as start_year,
        count(*) as expected
    from statements
    inner join form
        on
            statements.kind = form.kind
            and (statements.list_section is null or statements.list_section = form.section)
    where form.is_of_all or (form.is_of_ended and statements.is_ended)
    group by statements.group_number, form.form_number
),

-- A section that ends in n stands for all its subsections: each of them must be filled.
held as (
    select
        statements.number,
        form.form_number,
        any_value(statements.group_number) as group_number,
        bool_and(field.filled) as filled
    from store.stage.field as field
    inner join statements on field.statement_id = statements.statement_id
    inner join form
        on
            statements.kind = form.kind
            and field.field = form.field
            and form.section in (field.section, split_part(field.section, '.', 1) || '.n')
    where form.is_of_all or form.is_of_ended
    group by statements.number, form.form_number
),

filled as (
    select
        group_number,
        form_number,
        count(*) as filled
    from held
    where filled
    group by group_number, form_number
),

answered as (
    select
        expected.* exclude (group_number, form_number),
        coalesce(filled.filled, 0) as filled
    from expected
    left join filled
        on
            expected.group_number = filled.group_number
            and expected.form_number = filled.form_number
),

-- Any of these says where a project is; either figure of section 5, what was realised.
alternative as (
    select
        *,
        'target_area' as named,
        'Maantieteellinen kohdealue' as named_label,
        ['named_kunta', 'named_seutukunta', 'named_maakunta'] as fields
    from form
    where field = 'named_maakunta' and not mandatory
    union all
    select
        *,
        'realised_funding' as named,
        label as named_label,
        ['realised_eu_state', 'realised_public_total'] as fields
    from form
    where field = 'realised_eu_state' and kind = 'description'
),

held_of_alternative as (
    select
        statements.number,
        alternative.form_number,
        bool_or(held_field.filled) as filled
    from (
        select
            statement_id,
            section,
            field,
            bool_and(filled) as filled
        from store.stage.field
        where field in (select unnest(fields) from alternative)
        group by statement_id, section, field
    ) as held_field
    inner join statements on held_field.statement_id = statements.statement_id
    inner join alternative
        on
            statements.kind = alternative.kind
            and list_contains(alternative.fields, held_field.field)
    group by statements.number, alternative.form_number
),

answered_otherwise as (
    select
        statements.authority,
        statements.kind,
        alternative.section,
        alternative.named as field,
        alternative.named_label as label,
        statements.start_year,
        count(*) as expected,
        count(*) filter (
            where held.filled or (statements.is_national and alternative.named = 'target_area')
        ) as filled
    from statements
    inner join alternative on statements.kind = alternative.kind
    left join held_of_alternative as held
        on statements.number = held.number and alternative.form_number = held.form_number
    where alternative.named = 'target_area' or statements.is_ended
    group by all
),

final as (
    select
        authority,
        kind,
        section,
        field,
        label,
        start_year,
        sum(expected)::bigint as expected,
        sum(filled)::bigint as filled
    from (
        select *
        from answered
        union all
        select *
        from answered_otherwise
    ) as asked
    group by authority, kind, section, field, label, start_year
)

select * from final
