"""The tests mirror the packages; `architecture/`, `e2e/`, `soak/` and `benchmarks/` concern all of them."""
