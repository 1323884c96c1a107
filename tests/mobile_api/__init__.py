"""The API as an app meets it: over its own host, with Django's client."""
