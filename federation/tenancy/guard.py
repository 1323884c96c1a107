"""What an address of the admin names: a view says it once, and whoever opens it is asked for exactly that.

Ours carry a class attribute `guard`; Wagtail's are declared in `federation.tenancy.admin_views`. A view that says
nothing is for superusers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.urls import URLResolver


@dataclass(frozen=True, slots=True)
class Guard:
    """`rows`: by parameter of the address, the model whose row it names (None: it names no row).

    `asked`: the same for what stands in the query or in the form. `chosen`: it is enough that a row may be chosen.
    `personal`: it changes nothing but what is the person's own, so an auditor may send it too.
    """

    rows: Mapping[str, type[Model] | None] = field(default_factory=dict)
    asked: Mapping[str, type[Model]] = field(default_factory=dict)
    chosen: bool = False
    personal: bool = False
    closed: bool = False


CLOSED = Guard(closed=True)
_declared: dict[str, Guard] = {}


def declare_guard(view_name: str, guard: Guard) -> None:
    """For a view that is not ours, by its name with namespaces; `*` stands for the rest of it."""
    _declared[view_name] = guard


def guard_of(view_name: str, view: Callable[..., Any]) -> Guard | None:
    """What is declared for an address; None where nothing is."""
    own = getattr(view, "guard", None) or getattr(getattr(view, "view_class", None), "guard", None)
    if isinstance(own, Guard):
        return own
    namespace, family = view_name.rpartition(":")[0], view_name.partition("_")[0]
    return _declared.get(view_name) or _declared.get(f"{namespace}:*") or _declared.get(f"{family}_*")


def admin_addresses(
    patterns: Iterable[Any], route: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Route, name with namespaces, and view of every address, as a resolver's patterns have them."""
    for entry in patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from admin_addresses(entry.url_patterns, here, inner)
        else:
            yield here, namespace + (entry.name or entry.lookup_str), entry.callback
