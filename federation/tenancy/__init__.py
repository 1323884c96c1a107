"""Who may act for which member."""
