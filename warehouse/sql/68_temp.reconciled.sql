-- one column that several documents in force state of one current project, by one of them
with region_names as (
    select
        region_key,
        name_fi
    from main.dim_region
),

places as (
    select
        stated.project_key,
        stated.document_id,
        string_agg(region_names.name_fi, ', ' order by region_names.name_fi) as names
    from stated
    inner join region_names
        on list_contains(string_split(stated.value, ', '), region_names.region_key)
    where stated.item = 'region'
    group by all
),

current_statements as (
    select
        version.project_code,
        stated.* exclude (field, value),
        if(stated.item = 'region', 'region', stated.field) as field,
        if(stated.item = 'region', places.names, stated.value) as value,
        choice.document_id = stated.document_id as used
    from stated
    inner join project_version as version
        on stated.project_key = version.project_key and version.is_current
    inner join choice
        on stated.project_key = choice.project_key and stated.item = choice.item
    left join places
        on
            stated.project_key = places.project_key
            and stated.document_id = places.document_id
    where stated.value is not null
),

final as (
    select
        *,
        any_value(value) filter (where used) over same_field as used_value,
        any_value(kind) filter (where used) over same_field as used_kind
    from current_statements
    window same_field as (partition by project_code, item, field)
    qualify count(*) over same_field > 1
)

select * from final
