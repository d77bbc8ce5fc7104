"""The authority's report: queries, charts, template, words."""
