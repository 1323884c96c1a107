"""Reading the number of a row from what a browser sends, which may be anything."""

from __future__ import annotations

LARGEST = 2**63 - 1  # of a BigAutoField


def read_row_id(text: object) -> int:
    """0, which no row has, for whatever is not the number of a row. `isdigit` alone is true for «²», too."""
    digits = str(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST))):
        return 0
    number = int(digits)
    return number if number <= LARGEST else 0
