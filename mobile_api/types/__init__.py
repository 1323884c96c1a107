"""The types of the schema, one domain a file."""
