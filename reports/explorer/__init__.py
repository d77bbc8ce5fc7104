"""The explorer: one page of its own that lets an analyst choose and see any cell of the marts."""
