-- one rule and authority with errors or warnings, the ten that matter most
with touched as (
    select distinct
        open_finding.rule,
        open_finding.severity,
        open_finding.authority,
        project.project_code,
        project.granted_eur
    from open_finding
    left join project on open_finding.project_code = project.project_code
    where open_finding.severity <> 'info'
),

euros as (
    select
        rule,
        severity,
        authority,
        count(project_code) as projects,
        if(count(project_code) = 1, min(project_code), null) as only_project,
        sum(granted_eur) as granted_eur
    from touched
    group by all
),

counted as (
    select
        rule,
        severity,
        authority,
        count(*) as findings
    from open_finding
    group by all
),

final as (
    select
        euros.*,
        counted.findings,
        rule.number,
        rule.title_fi,
        rule.title_sv,
        rule.title_en,
        rule.fix_fi,
        rule.fix_sv,
        rule.fix_en
    from euros
    inner join counted
        on
            euros.rule = counted.rule
            and euros.severity = counted.severity
            and euros.authority is not distinct from counted.authority
    inner join quality.rule as rule on euros.rule = rule.rule
)

select *
from final
order by
    array_position(['error', 'warning'], severity),
    granted_eur desc nulls last,
    findings desc,
    number asc,
    authority asc
limit 10
