-- one row: documents that were read, by kind, and refused ones
select
    count(*) filter (where kind = 'description' and status <> 'quarantined') as description,
    count(*) filter (where kind = 'plan' and status <> 'quarantined') as plan,
    count(*) filter (where kind = 'project_list' and status <> 'quarantined') as project_list,
    count(*) filter (where status = 'quarantined') as refused
from meta.document
