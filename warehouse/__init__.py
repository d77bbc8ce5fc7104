"""What is kept: the archive, the store of tidy tables, and the published DuckDB file."""
