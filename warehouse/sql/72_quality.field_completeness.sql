-- one field that must be filled, over the documents of one authority and first year
with statements as (
    select
        statement.statement_id,
        statement.kind,
        responsible.authority,
        year(project.planned_start) as start_year,
        replace(project.listed_period, '-', '–') as list_section,
        coalesce(state.meaning = 'ended', false) as is_ended,
        coalesce(project.geographic_scope = 'national', false) as is_national
    from statement_in_force as statement
    inner join store.stage.project as project
        on statement.statement_id = project.statement_id
    left join responsible on statement.project_code = responsible.project_code
    left join project_state as state on statement.statement_id = state.statement_id
    where statement.is_current
),

required as (
    select
        statements.statement_id,
        form.section,
        form.field,
        form.label
    from statements
    inner join store.meta.form_field as form
        on
            statements.kind = form.kind
            and (statements.list_section is null or statements.list_section = form.section)
    where
        -- Of the plan's tables a row must be there; its cells may be blank.
        (
            form.mandatory
            and not (
                form.kind = 'plan' and split_part(form.section, '.', 1) in ('12', '13')
            )
        )
        or (
            statements.is_ended
            and statements.kind = 'description'
            and form.field = 'final_report'
        )
),

held as (
    select
        statement_id,
        section,
        field,
        bool_and(filled) as filled
    from store.stage.field
    group by all
),

-- A section that ends in n stands for all its subsections: each of them must be filled.
held_of_form as (
    select *
    from held
    union all
    select
        held.statement_id,
        split_part(held.section, '.', 1) || '.n' as section,
        held.field,
        held.filled
    from held
),

answered as (
    select
        required.statement_id,
        required.section,
        required.field,
        required.label,
        coalesce(bool_and(held.filled), false) as filled
    from required
    left join held_of_form as held
        on
            required.statement_id = held.statement_id
            and required.section = held.section
            and required.field = held.field
    group by all
),

areas as (
    select
        statements.statement_id,
        form.section,
        'target_area' as field,
        'Maantieteellinen kohdealue' as label,
        coalesce(bool_or(statements.is_national or held.filled), false) as filled
    from statements
    inner join store.meta.form_field as form
        on statements.kind = form.kind and form.field = 'named_maakunta' and not form.mandatory
    left join held
        on
            statements.statement_id = held.statement_id
            and held.field in ('named_kunta', 'named_seutukunta', 'named_maakunta')
    group by all
),

-- Either figure of section 5 says what was realised.
realised as (
    select
        statements.statement_id,
        form.section,
        'realised_funding' as field,
        form.label,
        coalesce(bool_or(held.filled), false) as filled
    from statements
    inner join store.meta.form_field as form
        on statements.kind = form.kind and form.field = 'realised_eu_state'
    left join held
        on
            statements.statement_id = held.statement_id
            and held.field in ('realised_eu_state', 'realised_public_total')
    where statements.is_ended and statements.kind = 'description'
    group by all
),

final as (
    select
        statements.authority,
        statements.kind,
        asked.section,
        asked.field,
        asked.label,
        statements.start_year,
        count(*) as expected,
        count(*) filter (where asked.filled) as filled
    from (
        select *
        from answered
        union all
        select *
        from areas
        union all
        select *
        from realised
    ) as asked
    inner join statements on asked.statement_id = statements.statement_id
    group by all
)

select * from final
