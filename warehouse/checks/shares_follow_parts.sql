-- critical: every share of a region or month lies within 0 and 1 and is its part of the whole
with shares as (
    select
        share,
        share_part as part,
        share_whole as whole
    from main.bridge_project_region
    union all
    select
        share,
        days as part,
        period_days as whole
    from main.bridge_project_month
)

select count(*) as violations
from shares
where
    share < 0
    or share > 1
    or part > whole
    or share <> (part * 1000000000000000000::hugeint // whole)::decimal(20, 0)
    * 0.000000000000000001::decimal(18, 18)
