"""Pictures: made when a site begins to show them, gone when none does."""
