"""The product as a whole: what is true through every page, answer, delta and index at the same time."""
