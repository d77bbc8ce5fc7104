-- one statement and table that newer code reads differently
select * from store.meta.reading_change
