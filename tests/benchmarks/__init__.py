"""What things cost, as medians, counts of queries and ratios; `make bench` prints them, no test asserts them."""
