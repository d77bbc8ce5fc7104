-- one list of projects that an officer declares complete at a day; none is declared here
select
    null::varchar as document_id,
    null::date as complete_at
where false
