"""One search: filters, facets, ranking, what is shown of a hit."""
