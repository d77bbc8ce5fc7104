-- one column that several documents in force state of one current project, by one of them
with region_names as (
    select
        stated.project_key,
        stated.statement_id,
        string_agg(region.name_fi, ', ' order by region.name_fi) as names
    from stated
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
    from stated
    inner join project_version as version
        on stated.project_key = version.project_key and version.is_current
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

places as (
    select
        shared.statement_id,
        shared.item,
        shared.field,
        min(form.line_number) as line_number,
        arg_min(form.section, form.line_number) as section,
        arg_min(form.field, form.line_number) as form_field
    from shared
    inner join store.stage.field as form
        on
            shared.statement_id = form.statement_id
            and (
                list_contains(shared.located, form.field)
                or (len(shared.located) = 0 and shared.line_number = form.line_number)
            )
    group by all
),

final as (
    select
        shared.* exclude (line_number),
        coalesce(places.line_number, shared.line_number) as line_number,
        places.section,
        places.form_field
    from shared
    left join places
        on
            shared.statement_id = places.statement_id
            and shared.item = places.item
            and shared.field = places.field
)

select * from final
