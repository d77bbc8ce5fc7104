-- one row: a table or view of the carried file, or a macro of its schema reading
with columns_of as (
    select
        table_oid,
        string_agg(column_name, ', ' order by column_index) as columns
    from duckdb_columns()
    group by table_oid
),

found as (
    select
        listed.schema_name || '.' || listed.table_name as name,
        listed.comment,
        columns_of.columns
    from duckdb_tables() as listed
    inner join columns_of on listed.table_oid = columns_of.table_oid
    where listed.schema_name in ('main', 'mart') and not listed.temporary
    union all
    select
        schema_name || '.' || function_name as name,
        comment,
        null as columns
    from duckdb_functions()
    where schema_name = 'reading'
)

select
    name,
    comment,
    columns
from found
order by not starts_with(name, 'mart.'), starts_with(name, 'main.'), name
