-- one version in the chain of one project and kind of document
select * from store.meta.chain
