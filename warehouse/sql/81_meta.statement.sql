-- one statement of one document about one project, or of one list as a whole
select * from store.meta.statement
