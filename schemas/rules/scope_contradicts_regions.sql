-- one plan whose scope box contradicts the number of maakunnat it names
with named as (
    select
        statement_id,
        count(distinct lower(name)) as maakunnat,
        string_agg(distinct name, ', ' order by name) as names
    from store.stage.place
    where level = 'maakunta'
    group by statement_id
)

select
    project.statement_id,
    field.section,
    field.field,
    field.line_number,
    named.names as observed,
    case project.geographic_scope
        when 'one_region' then '1 maakunta'
        when 'several_regions' then '≥ 2 maakuntaa'
        else '0 / 18 maakuntaa'
    end as expected
from store.stage.project as project
inner join named on project.statement_id = named.statement_id
inner join store.stage.field as field
    on project.statement_id = field.statement_id and field.field = 'geographic_scope'
where
    (project.geographic_scope = 'one_region' and named.maakunnat > 1)
    or (project.geographic_scope = 'several_regions' and named.maakunnat = 1)
    or (project.geographic_scope = 'national' and named.maakunnat < 18)
