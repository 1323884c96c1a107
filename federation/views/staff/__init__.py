"""Where the consortium's staff keeps members, channels and associations, and members their own look."""
