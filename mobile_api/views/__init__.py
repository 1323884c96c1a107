"""The endpoint, and the demonstration's page to try it."""
