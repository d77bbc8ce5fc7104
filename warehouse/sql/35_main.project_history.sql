-- one statement that began a version of one project, with its place in the chain of its kind
select
    project_key,
    project_code,
    version::integer as version,
    kind,
    kind_version,
    document_id,
    line_number,
    valid_from,
    lead(valid_from) over (partition by project_code, kind order by kind_version) as kind_valid_to,
    kind_version = max(kind_version) over (partition by project_code, kind) as is_latest_of_kind
from project_version
