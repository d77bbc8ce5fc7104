-- one rule and severity with findings nobody has accepted, the gravest and most frequent first
with counted as (
    select
        rule,
        severity,
        count(*) as findings,
        count(distinct project_code) as projects
    from open_finding
    group by all
),

final as (
    select
        rule.* exclude (severity),
        counted.severity,
        counted.findings,
        counted.projects
    from counted
    inner join quality.rule as rule on counted.rule = rule.rule
)

select * from final
order by array_position(['error', 'warning', 'info'], severity) asc, findings desc, number asc
