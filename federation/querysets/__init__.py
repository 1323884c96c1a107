"""Reads, as verbs: `Placement.objects.shown_on(member)`."""
