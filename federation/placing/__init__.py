"""From what changed to placements and versions: the work at the end of a unit of work. It runs under the clock."""
