"""What answers a visitor's request."""
