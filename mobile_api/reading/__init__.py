"""The read model: flat rows of what sites show, in a number of queries that does not depend on how many there are."""
