-- one document received from one source in one run
select * from store.meta.delivery
