"""What visitors see of the members' images: made when a site begins to show them, erased when none does (ADR 0009).

No request of a visitor makes, or looks for, a picture: its address follows from the image's row.
"""
