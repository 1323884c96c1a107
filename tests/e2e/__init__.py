"""The product as a person meets it: the demonstration's own process, and Chromium."""
