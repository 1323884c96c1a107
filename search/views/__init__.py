"""What answers a visitor's search."""
