-- one column that several documents in force state of one current project, by one of them
with region_names as (
    select
        stated.project_key,
        stated.statement_id,
        string_agg(region.name_fi, ', ' order by region.name_fi) as names
    from stated_value as stated
    inner join main.dim_region as region
        on list_contains(string_split(stated.value, ', '), region.region_key)
    where stated.item = 'region'
    group by all
),

statements as (
    select
        version.project_code,
        stated.* exclude (value),
        if(stated.item = 'region', region_names.names, stated.value) as value,
        choice.statement_id = stated.statement_id as used
    from stated_value as stated
    inner join project_version as version
        on stated.project_key = version.project_key
    inner join choice
        on stated.project_key = choice.project_key and stated.item = choice.item
    left join region_names
        on
            stated.project_key = region_names.project_key
            and stated.statement_id = region_names.statement_id
    where stated.value is not null
),

shared as (
    select
        *,
        any_value(value) filter (where used) over same_field as used_value,
        any_value(kind) filter (where used) over same_field as used_kind
    from statements
    window same_field as (partition by project_code, item, field)
    qualify count(*) over same_field > 1
),

-- Where a form has no field of its own for it, the field on its line, if that is one only.
places as (
    select
        shared.statement_id,
        shared.item,
        shared.field,
        first(form.line_number order by form.line_number, form.section, form.field) as line_number,
        first(form.section order by form.line_number, form.section, form.field) as section,
        first(form.field order by form.line_number, form.section, form.field) as form_field
    from shared
    inner join store.stage.field as form
        on
            shared.statement_id = form.statement_id
            and list_contains(shared.located, form.field)
    group by all
    union all
    select
        shared.statement_id,
        shared.item,
        shared.field,
        shared.line_number,
        nullif(line_field.section, '') as section,
        nullif(line_field.field, '') as form_field
    from shared
    inner join line_field
        on
            shared.statement_id = line_field.statement_id
            and shared.line_number = line_field.line_number
    where len(shared.located) = 0
),

final as (
    select
        shared.* exclude (line_number),
        coalesce(places.line_number, shared.line_number) as line_number,
        places.section,
        places.form_field,
        coalesce(
            shared.compared
            and not shared.used
            -- What was realised is compared at equal dates alone; a list is of a date of its own.
            and not (
                shared.basis is not distinct from 'realised'
                and 'project_list' in (shared.kind, shared.used_kind)
            )
            -- Lists lose the commas of names.
            and regexp_replace(folded(shared.value), '[,|\s]+', ' ', 'g')
            <> regexp_replace(folded(shared.used_value), '[,|\s]+', ' ', 'g'),
            false
        ) as disagrees
    from shared
    left join places
        on
            shared.statement_id = places.statement_id
            and shared.item = places.item
            and shared.field = places.field
)

select * from final
