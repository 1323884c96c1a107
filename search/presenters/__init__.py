"""From hits to the plain props that templates take."""
