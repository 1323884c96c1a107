"""GraphiQL, for the demonstration only: ten ready queries, each in a tab of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mobile_api.examples import examples
from themes.props import Layout


def graphiql(request: HttpRequest) -> HttpResponse:
    """The page; its script asks the endpoint of the same host."""
    title = _("Prova le interrogazioni")
    layout = Layout(title=title, site_name=_("Dimostrazione"), noindex=True)
    ready = [{"title": one.title, "query": one.query, "variables": one.variables} for one in examples()]
    return render(request, "mobile_api/graphiql.html", {"layout": layout, "examples": ready})
