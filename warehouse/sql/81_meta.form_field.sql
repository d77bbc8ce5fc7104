-- one field of one form
select * from store.meta.form_field
