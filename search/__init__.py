"""Finding content: query, ranking and Italian analysis behind one engine contract."""
