"""Views that need no data."""
