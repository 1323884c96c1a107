"""Signing in: passwords, second factors, throttling, identity providers."""
