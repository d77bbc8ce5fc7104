-- one run
select * from store.meta.run
