"""Documents at each site's own address, `/documenti/<id>/<name>`, as long as that site shows what refers to them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail import hooks

from cms.presenters.gone import gone_props
from cms.presenters.layout import layout_for
from cms.views.stored_file import stored_file
from federation.file_access import FileAccess, access_to
from federation.models import FileUse, Member, MemberDocument, Placement
from themes.props import GoneProps

SHOWN_IN_THE_BROWSER = {"application/pdf"}


@require_safe
def document(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """410 where the site showed it once. An older name leads to the present one."""
    member: Member | None = getattr(request, "member", None)
    if member is None:
        raise Http404
    access = access_to(FileUse.Kind.DOCUMENT, document_id, member=member, now=request.now)  # type: ignore[attr-defined]
    found = MemberDocument.objects.select_related("collection").filter(pk=document_id).first()
    if found is None or not (access.public or access.closed):
        return _gone(request, member, access)
    if not access.lets_in(request):
        return _ask_at_the_page(member, access)
    for hook in hooks.get_hooks("before_serve_document"):  # a collection may ask for a password of its own
        answer = hook(found, request)
        if isinstance(answer, HttpResponse):
            return answer
    if found.filename != filename:
        return HttpResponsePermanentRedirect(found.url)
    response = document_response(request, found)
    if not access.public:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def document_response(request: HttpRequest, document: MemberDocument) -> HttpResponseBase:
    """Its bytes and no address of theirs. Whatever it is, it runs nothing in the name of the site."""
    content_type: str = document.content_type
    response = stored_file(
        request,
        str(document.file.name),
        content_type=content_type,
        etag=f'"{document.file_hash}"' if document.file_hash else "",
        size=document.file_size,
    )
    if response.status_code >= 400:
        return response
    inline = content_type in SHOWN_IN_THE_BROWSER
    disposition = content_disposition_header(not inline, document.filename)
    response.headers["Content-Disposition"] = disposition or "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"  # Chromium shows a PDF also so
    return response


def _ask_at_the_page(member: Member, access: FileAccess) -> HttpResponse:
    """The page itself asks for its password."""
    page: Any = access.closed[0].page
    placement = Placement.objects.filter(member=member, page_id=page.pk, path__isnull=False).first()
    home = member.site.root_page.url_path  # type: ignore[union-attr]
    path = placement.path if placement and placement.path else "/" + page.url_path.removeprefix(home)
    return HttpResponseRedirect(path)


def _gone(request: HttpRequest, member: Member, access: FileAccess) -> HttpResponse:
    if not access.was_shown:
        raise Http404
    former = access.former
    if former is not None and not former.shown:
        props = gone_props(former)
    else:
        props = GoneProps(_("Documento"), explanation=_("Questo documento non è più pubblicato su questo sito."))
    layout = layout_for(member, props=props, path=request.path)
    return render(request, "pages/gone.html", {"layout": layout, "page": props}, status=410)
