"""Nobody sees or touches what is another member's."""
