-- critical: a contract declares every table, view and column there is, and none is personal
with declared as (
    select
        table_name,
        column_name
    from meta.dictionary
    union all
    select
        replace(table_name, 'main.', 'latest.') as table_name,
        column_name
    from meta.dictionary
    where starts_with(table_name, 'main.')
)

select count(*) as violations
from duckdb_columns() as held
left join declared
    on
        held.schema_name || '.' || held.table_name = declared.table_name
        and held.column_name = declared.column_name
where
    held.database_name = current_database()
    and not held.internal
    and declared.column_name is null
