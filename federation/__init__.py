"""Who the members are and what flows between them: placements, clock, channels, the editor's inbox."""
