"""Writes that need page types, one use case a file."""
