-- one responsible authority
select distinct
    substr(sha256(authority), 1, 16) as authority_key,
    authority as name
from project_statement
where authority is not null
