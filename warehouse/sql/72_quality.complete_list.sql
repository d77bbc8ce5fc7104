-- one list of projects declared complete at a day
select * from complete_list
