"""What the municipal app reads: the GraphQL schema, its limits and its delta sync."""
