"""How much one request may ask for. All of it is checked before a resolver runs."""

from __future__ import annotations

from mobile_api.refusals import Code, Refusal

BODY_BYTES = 64 * 1024  # of a POST body, and of a GET query string
TOKENS = 2_000
COMMENTS = 200
DEPTH = 10
INTROSPECTION_DEPTH = 16  # the standard introspection query asks for types of types of types
ALIASES = 30
ROOT_FIELDS = 10
REPEATED_PAIRS = 5_000  # pairs of fields with one name, which the specification's rules compare with one another
SPREADS = 60
DIRECTIVES = 60
OPERATIONS = 10
COST = 20_000  # fields, lists multiplied by what is asked of them, and what is dear by more
INTROSPECTION_COST = 60_000
PAGE = 100
COMUNI = 100
TEXT = 200  # characters of a search text or of one filter value
FILTER_VALUES = 50


def page_size(first: int) -> int:
    """`first` as it was asked for; refused below 1 and above 100."""
    if not 1 <= first <= PAGE:
        raise Refusal(Code.PAGE_SIZE, f"first must be between 1 and {PAGE}.")
    return first


def comuni_slugs(slugs: list[str]) -> list[str]:
    """In the order given, each once."""
    if len(slugs) > COMUNI:
        raise Refusal(Code.BAD_INPUT, f"At most {COMUNI} comuni can be asked for at once.")
    return list(dict.fromkeys(slugs))


def filter_values(values: list[str] | None) -> tuple[str, ...] | None:
    """None: no filter."""
    if values is None:
        return None
    if len(values) > FILTER_VALUES or any(len(value) > TEXT for value in values):
        raise Refusal(Code.BAD_INPUT, f"A filter takes at most {FILTER_VALUES} values of {TEXT} characters.")
    return tuple(values)


def cursor_of_another_list() -> Refusal:
    """For other comuni, or other filters, than the cursor was issued for."""
    return Refusal(Code.CURSOR_OF_OTHER_COMUNI, "This cursor belongs to other comuni or filters. Start without one.")
