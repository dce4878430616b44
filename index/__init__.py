"""How we find: Arabic analysis, the query language, engines and the `Archive`."""
