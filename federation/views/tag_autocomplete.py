"""The tags that an editor is offered while typing: those on files that the person may choose, and no other member's."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from federation.tenancy.reach import reach_of
from federation.tenancy.scope import tags_within

LIMIT = 10


def tag_autocomplete(request: HttpRequest) -> JsonResponse:
    """Takes the place of Wagtail's view of the same address."""
    term = request.GET.get("term", "")
    tags = tags_within(reach_of(request.user)).filter(name__istartswith=term).order_by("name")  # type: ignore[arg-type]
    return JsonResponse(list(tags.values_list("name", flat=True)[:LIMIT]) if term else [], safe=False)
