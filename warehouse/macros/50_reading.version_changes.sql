-- what version `to_version` of a project says otherwise than `from_version`, in either direction
create macro reading.version_changes(wanted_code, from_version, to_version) as table
    with asked as (
        select
            later.project_key,
            later.project_code,
            later.version,
            earlier.version as version_before
        from main.dim_project as later
        inner join main.dim_project as earlier on later.project_code = earlier.project_code
        where
            later.project_code = upper(wanted_code)
            and later.version = to_version
            and earlier.version = from_version
    ),

    -- What stood before the first of the changes in between, and what stood after the last.
    ends as (
        select
            asked.project_key,
            asked.project_code,
            asked.version,
            asked.version_before < asked.version as is_forward,
            change.table_name,
            change.item,
            change.column_name,
            first(
                {
                    'said': change.before,
                    'document_id': change.document_id_before,
                    'line_number': change.line_number_before
                } order by change.version
            ) as earliest,
            last(
                {
                    'said': change.after,
                    'document_id': change.document_id,
                    'line_number': change.line_number
                } order by change.version
            ) as latest
        from main.version_change as change
        inner join asked
            on
                change.project_code = asked.project_code
                and change.version > least(asked.version, asked.version_before)
                and change.version <= greatest(asked.version, asked.version_before)
        group by all
    ),

    directed as (
        select
            * exclude (earliest, latest, is_forward),
            if(is_forward, earliest, latest) as was,
            if(is_forward, latest, earliest) as became
        from ends
        where earliest.said is distinct from latest.said
    ),

    final as (
        select
            project_key,
            project_code,
            version,
            table_name,
            item,
            column_name,
            was.said as before,
            became.said as after,
            was.document_id as document_id_before,
            was.line_number as line_number_before,
            became.document_id as document_id,
            became.line_number as line_number
        from directed
    )

    select * from final
