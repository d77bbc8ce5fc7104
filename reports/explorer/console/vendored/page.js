// What the console calls, and no more of either library.
export { AsyncDuckDB, DuckDBAccessMode, VoidLogger } from "@duckdb/duckdb-wasm";
export { tableFromIPC } from "apache-arrow";
