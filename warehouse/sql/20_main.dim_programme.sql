-- one specific objective of one programme period
with stated as (
    select
        programme.period as programme_period,
        statement.axis_number,
        statement.axis_title,
        statement.objective_number,
        statement.objective_title
    from project_statement as statement
    inner join project_period as programme on statement.project_key = programme.project_key
),

axis_titles as (
    select
        programme_period,
        axis_number,
        axis_title,
        row_number() over (
            partition by programme_period, axis_number order by count(*) desc, axis_title
        ) as place
    from stated
    where axis_title is not null
    group by programme_period, axis_number, axis_title
),

objective_titles as (
    select
        programme_period,
        objective_number,
        objective_title,
        row_number() over (
            partition by programme_period, objective_number
            order by count(*) desc, objective_title
        ) as place
    from stated
    where objective_title is not null
    group by programme_period, objective_number, objective_title
),

programmes as (
    select distinct
        programme_period,
        axis_number,
        objective_number
    from stated
),

final as (
    select
        programmes.*,
        axis_titles.axis_title,
        objective_titles.objective_title,
        concat_ws(
            '/',
            coalesce(programmes.programme_period, '-'),
            coalesce(programmes.axis_number, '-'),
            coalesce(programmes.objective_number, '-')
        ) as programme_key
    from programmes
    left join axis_titles
        on
            programmes.programme_period is not distinct from axis_titles.programme_period
            and programmes.axis_number = axis_titles.axis_number
            and axis_titles.place = 1
    left join objective_titles
        on
            programmes.programme_period is not distinct from objective_titles.programme_period
            and programmes.objective_number = objective_titles.objective_number
            and objective_titles.place = 1
)

select * from final
