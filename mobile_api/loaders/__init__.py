"""What many objects of one answer need, read once for all of them when the first asks."""
