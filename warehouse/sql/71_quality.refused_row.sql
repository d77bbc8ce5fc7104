-- one refused row of one list
select * from store.quality.refused_row
