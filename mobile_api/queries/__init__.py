"""The root fields, one domain a file. Here, and nowhere below, is decided what a request may see."""
