-- one criterion measured on the documents of one authority
with measured as (
    select distinct
        unnest(string_split(kinds, ', ')) as kind,
        criterion
    from quality.rule
    where severity <> 'info'
),

checked as (
    select
        statement.document_id,
        statement.project_code,
        project.authority,
        measured.criterion
    from statement_in_force as statement
    inner join store.stage.project as project
        on statement.statement_id = project.statement_id
    inner join measured on statement.kind = measured.kind
    where statement.is_current
),

broken as (
    select
        finding.document_id,
        finding.project_code,
        rule.criterion
    from quality.finding as finding
    inner join quality.rule as rule on finding.rule = rule.rule
    where finding.in_force and finding.severity <> 'info'
    group by all
),

counted as (
    select
        checked.authority,
        checked.criterion,
        count(*) as checked,
        count(broken.criterion) as failed,
        0 as accepted
    from checked
    left join broken
        on
            checked.document_id = broken.document_id
            and checked.project_code = broken.project_code
            and checked.criterion = broken.criterion
    group by checked.authority, checked.criterion
),

final as (
    select
        *,
        100 * (checked - failed + accepted) / checked as score_pct
    from counted
)

select * from final
