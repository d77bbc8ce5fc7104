-- one measure or indicator that a project states on one basis
select
    figure.subject,
    figure.item,
    figure.basis,
    indicator.name_fi,
    indicator.name_sv,
    indicator.name_en,
    if(figure.subject = 'funding', 'EUR', indicator.unit) as unit,
    count(*)::integer as figures
from reading.figures() as figure
inner join explored on figure.project_key = explored.project_key
left join main.dim_indicator as indicator
    on figure.subject = 'indicator' and figure.item = indicator.indicator_key
group by all
order by figure.subject, figure.item, figure.basis
