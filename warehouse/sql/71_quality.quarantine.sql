-- one refused document
select * from store.quality.quarantine
