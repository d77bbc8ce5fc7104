-- one criterion measured on the documents of one authority
with weighing as (
    select
        rule,
        criterion,
        unnest(string_split(kinds, ', ')) as kind,
        rule in (select scoped.rule from rule_scope as scoped) as is_scoped
    from quality.rule
    where severity <> 'info'
),

-- A list itself is measured by those rules alone whose scope names it; of no authority's.
checked as (
    select distinct
        statement.document_id,
        statement.project_code,
        responsible.authority,
        weighing.criterion
    from statement_in_force as statement
    inner join weighing on statement.kind = weighing.kind
    left join responsible on statement.project_code = responsible.project_code
    left join rule_scope as scope
        on
            statement.statement_id = scope.statement_id
            and weighing.rule = scope.rule
    where
        statement.is_current
        and if(
            weighing.is_scoped,
            scope.statement_id is not null,
            statement.project_code is not null
        )
),

broken as (
    select
        finding.document_id,
        finding.project_code,
        rule.criterion,
        bool_and(coalesce(finding.accepted_until >= run_day(), false)) as is_accepted
    from quality.finding as finding
    inner join quality.rule as rule on finding.rule = rule.rule
    where finding.in_force and finding.severity <> 'info'
    group by finding.document_id, finding.project_code, rule.criterion
),

counted as (
    select
        checked.authority,
        checked.criterion,
        count(*) as checked,
        count(broken.criterion) as failed,
        count(*) filter (where broken.is_accepted) as accepted
    from checked
    left join broken
        on
            checked.document_id = broken.document_id
            and checked.project_code is not distinct from broken.project_code
            and checked.criterion = broken.criterion
    group by checked.authority, checked.criterion
),

final as (
    select
        *,
        10000 * (checked - failed + accepted) // checked / 100 as score_pct
    from counted
)

select * from final
