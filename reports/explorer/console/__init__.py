"""The explorer's console: free SQL in the browser, by a DuckDB that the page brings with it."""
