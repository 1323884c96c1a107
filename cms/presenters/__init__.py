"""From items, members and pages to the plain props that templates take; they import no page type."""
