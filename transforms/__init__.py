"""Pure functions from bytes to tidy tables: no disk, no database, no engine."""
