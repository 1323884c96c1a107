"""The demonstration: its data, its directory page and the command that loads it; nothing of it runs in production."""
