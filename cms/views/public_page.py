"""Answers every address of a member's site: an item as the member shows it, a page, 301, 302, 404 or 410."""

from __future__ import annotations

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.views import serve_chain

from cms.models.public_page import moment_of
from cms.presenters.gone import gone_props
from cms.presenters.layout import layout_for
from cms.views.redirected import redirected
from federation.models import Member
from federation.page_numbers import number_asked
from federation.ports import Section
from federation.routing import Gone, Moved, Resolution, Shown, TreePage, resolve
from themes.props import ErrorProps, Layout, Link


def public_page(request: HttpRequest, path: str) -> HttpResponse:
    """GET and HEAD only; every path has one canonical form, with single slashes and one at the end."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    member: Member | None = getattr(request, "member", None)
    if member is None or "\0" in path:
        raise Http404
    canonical = canonical_path(path)
    if request.path != canonical:
        return _redirect_with_query(request, canonical)
    found = resolve(member, canonical, now=moment_of(request))
    if not _has_page(found, number_asked(request)):
        return HttpResponseRedirect(canonical)
    match found:
        case Shown(placement, private):
            page: Any = placement.page.specific  # type: ignore[union-attr]
            return _guarded(request, page) if private else page.respond(request, member=member, placement=placement)
        case TreePage(page, private):
            return _guarded(request, page) if private else page.respond(request, member=member)
        case Moved(new_path):
            return HttpResponsePermanentRedirect(new_path)
        case Gone(placement):
            props = gone_props(placement)
            layout = layout_for(member, props=props, path=request.path)
            return render(request, "pages/gone.html", {"layout": layout, "page": props}, status=410)
    raise Http404


def canonical_path(path: str) -> str:
    """`a//b` → `/a/b/`."""
    parts = [part for part in path.split("/") if part]
    return "/" + "".join(f"{part}/" for part in parts)


def _guarded(request: HttpRequest, page: Any) -> HttpResponse:
    """As `wagtail.views.serve` does it: through the hooks that ask for the password which an editor set."""
    serve = serve_chain
    for wrap in reversed(hooks.get_hooks("on_serve_page")):
        serve = wrap(serve)
    for hook in hooks.get_hooks("before_serve_page"):
        response = hook(page, request, [], {})
        if isinstance(response, HttpResponse):
            return response
    answer: HttpResponse = serve(page, request, [], {})
    return answer


def _has_page(found: Resolution, number: int | None) -> bool:
    """Only lists have pages; how many, they know themselves. What is not there at all needs no other address."""
    is_list = isinstance(found, TreePage) and isinstance(found.page, Section)
    return found is None or number == 1 or (is_list and number is not None)


def _redirect_with_query(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    target = f"{path}?{query}" if query else path
    return HttpResponsePermanentRedirect(target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Where an editor's redirect leads; otherwise 404 in the member's own look, with a way on."""
    if (elsewhere := redirected(request)) is not None:
        return elsewhere
    props = ErrorProps(
        404,
        _("Pagina non trovata"),
        _("L’indirizzo non esiste, o non esiste più. Controlla che sia scritto bene, o riparti dalla pagina iniziale."),
        (Link(_("Pagina iniziale"), "/"), Link(_("Novità"), "/novita/")),
    )
    return _error(request, props)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without a query: whatever is broken, this page is not."""
    props = ErrorProps(
        500,
        _("Qualcosa non ha funzionato"),
        _("Il problema è nostro e ne abbiamo preso nota. Riprova tra qualche minuto."),
    )
    layout = Layout(title=props.title, site_name=_("Sito comunale"), noindex=True)
    return render(request, "pages/error.html", {"layout": layout, "page": props}, status=500)


def _error(request: HttpRequest, props: ErrorProps) -> HttpResponse:
    member: Member | None = getattr(request, "member", None)
    if member is None:
        layout = Layout(title=props.title, site_name="", noindex=True)
    else:
        layout = layout_for(member, props=props, path=request.path, with_breadcrumb=False)
    return render(request, "pages/error.html", {"layout": layout, "page": props}, status=props.status)
