"""`/ricerca/?q=…&pagina=…`: what this member's site shows, and nothing of anybody else's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.presenters.layout import layout_for
from federation.models import Member
from federation.page_numbers import PARAMETER
from search.engine.contract import SearchQuery, SearchResults
from search.finding import find
from search.presenters.results import results_props

LONGEST_TEXT = 200
LONGEST_NUMBER = 4


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Never cached: it depends on the index, which no version of a site counts."""
    member: Member | None = getattr(request, "member", None)
    if member is None or member.site is None:
        raise Http404
    now = getattr(request, "now", None) or timezone.now()
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_TEXT].strip()
    query = SearchQuery(text, member, page=page_number(request.GET.get(PARAMETER, "")), now=now)
    props = results_props(query, find(query) if text else SearchResults())
    layout = layout_for(member, props=props, path=request.path)
    response = render(request, "pages/search_page.html", {"layout": layout, "page": props})
    response["Cache-Control"] = "no-store"
    return response


def page_number(text: str) -> int:
    """As the visitor typed it: nonsense is the first page."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 1
