-- one rule, with the number of its findings in force
with

counted as (
    select
        rule,
        count(*) as findings
    from quality.finding
    where in_force and (getvariable('authority') is null or authority = getvariable('authority'))
    group by rule
),

final as (
    select
        rule.number,
        rule.title_fi,
        rule.title_sv,
        rule.title_en,
        rule.severity,
        rule.criterion,
        coalesce(counted.findings, 0) as findings,
        rule.fix_fi,
        rule.fix_sv,
        rule.fix_en
    from quality.rule as rule
    left join counted on rule.rule = counted.rule
)

select * from final
order by number
