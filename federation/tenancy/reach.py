"""How far a person reaches in the federation's own tables: to everything, or to what belongs to their members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from federation.models import Member


@dataclass(frozen=True, slots=True)
class Reach:
    """`everything`: a publisher of a consortium, or a superuser. `member_ids`: those that the person publishes for."""

    everything: bool
    member_ids: frozenset[int]


def reach_of(user: Any) -> Reach:
    """One query for each request: it is kept on the user object, as Wagtail keeps its permissions."""
    reach = getattr(user, "_federation_reach", None)
    if not isinstance(reach, Reach):
        rows = dict(Member.objects.published_by(user).values_list("pk", "kind"))
        everything = user.is_superuser or Member.Kind.CONSORTIUM in rows.values()
        reach = user._federation_reach = Reach(everything, frozenset(rows))
    return reach
