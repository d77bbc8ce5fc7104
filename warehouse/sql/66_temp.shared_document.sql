-- one statement in force for one current project of which documents of several kinds speak
select document.*
from project_document as document
inner join project_version as version
    on document.project_key = version.project_key and version.is_current
qualify count(*) over (partition by document.project_key) > 1
