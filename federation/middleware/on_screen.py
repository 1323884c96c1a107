"""Keeps the member on screen: it follows what is opened, and a save elsewhere is asked about first (docs/adr/0015)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _

from federation.middleware.unit_of_work import writes_content
from federation.models import Member
from federation.tenancy.acted_on import members_acted_on
from federation.tenancy.on_screen import FIELD, OnScreen

CONFIRMED = "members_confirmed"  # the field by which the question is answered, with the keys of those asked about
# Lists and choosers of files begin with the collection of the member on screen; an empty parameter shows all.
BEGIN_AT_A_COLLECTION = {
    "federation_images", "wagtailimages:add_multiple", "wagtailimages_chooser:choose",
    "federation_documents", "wagtaildocs:add_multiple", "wagtaildocs_chooser:choose",
}  # fmt: skip


class OnScreenMiddleware:
    """After the gate, so that nothing is said of what a person may not open; before the unit of work, which writes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if getattr(request, "urlconf", None) != settings.ADMIN_URLCONF or match is None:
            return None
        if not request.user.is_authenticated:
            return None
        screen = request.on_screen = OnScreen(request)  # type: ignore[attr-defined]
        if not screen.may_switch:
            return None
        if request.method == "GET":
            _follow(request, match, screen)
            return _begin(request, match, screen, kwargs)
        return _ask(request, match, screen) if request.method == "POST" and writes_content(request) else None


def _follow(request: HttpRequest, match: ResolverMatch, screen: OnScreen) -> None:
    """A page that is opened puts its member on screen; what a page loads, or shows in a frame, does not."""
    if request.headers.get("Sec-Fetch-Dest", "document") != "document" or _wants_data(request):
        return
    members = _members(request, match, screen)
    if members and (screen.member not in members or not screen.was_chosen):
        screen.switch(screen.member if screen.member in members else members[0])


def _members(request: HttpRequest, match: ResolverMatch, screen: OnScreen) -> list[Member]:
    """An address may name anybody (`?ente=`); what is not the person's own is refused by the view, and never shown."""
    return [member for member in members_acted_on(request, match) if screen.may_show(member)]


def _begin(request: HttpRequest, match: ResolverMatch, screen: OnScreen, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Where an address does not say where to begin, it is at the member on screen."""
    member = screen.member
    if member is None:
        return None
    if match.view_name in BEGIN_AT_A_COLLECTION and member.collection_id and "collection_id" not in request.GET:
        asked = request.GET.copy()
        asked["collection_id"] = str(member.collection_id)
        request.GET = asked  # type: ignore[assignment]
    if member.site is not None and match.view_name == "wagtailadmin_explore_root" and not request.GET:
        return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[member.site.root_page_id]))
    if member.site is not None and match.view_name == "wagtailadmin_choose_page":
        kwargs["parent_page_id"] = member.site.root_page_id
    return None


def _ask(request: HttpRequest, match: ResolverMatch, screen: OnScreen) -> HttpResponse | None:
    """None where every member acted on is the one that the page showed, and still is the one on screen.

    What a script sends (autosave, uploads) is held to its own page alone: it asks nobody and must not stop because
    another tab has gone elsewhere; and it changes what that page shows, nothing else.
    """
    if match.view_name.startswith("wagtailadmin_editing_sessions:"):
        return None
    claimed, members = screen.claimed, _members(request, match, screen)
    shown = claimed or (screen.member if screen.was_chosen else None)
    others = [member for member in members if shown and member != shown]
    if _wants_data(request):
        return _refuse(request, others, shown) if others and shown else None
    stale = not others and claimed is not None and screen.was_chosen and claimed != screen.member
    if stale:
        others, shown = members, screen.member
    confirmed = ",".join(str(pk) for pk in sorted(member.pk for member in others))
    if others and shown and request.POST.get(CONFIRMED) != confirmed:
        return _question(request, others, shown=shown, stale=stale, confirmed=confirmed)
    if others:
        screen.show(others[0])
    return None


def _question(
    request: HttpRequest, others: list[Member], *, shown: Member, stale: bool, confirmed: str
) -> HttpResponse:
    """Carries all that was typed; `stale`: another tab has meanwhile gone to the member `shown`."""
    ours = ("csrfmiddlewaretoken", FIELD, CONFIRMED)
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name not in ours]
    context = {
        "names": ", ".join(member.name for member in others),
        "shown": shown,
        "stale": stale,
        "deletes": "delete" in request.path,
        "fields": [*sent, (CONFIRMED, confirmed)],
        "files": [file.name for name in request.FILES for file in request.FILES.getlist(name)],
    }
    return render(request, "federation/on_screen/confirm.html", context, status=409)


def _refuse(request: HttpRequest, others: list[Member], shown: Member) -> HttpResponse:
    """Wagtail's uploader shows the sentence of an answer that is no error; the editor shows that of one that is."""
    said = _("Non ho salvato: questo è di %(other)s, ma sullo schermo c’è %(shown)s. Passa prima a %(other)s.")
    body = {
        "success": False,
        "error_code": "other_member",
        "error_message": said % {"other": ", ".join(member.name for member in others), "shown": shown.name},
    }
    return JsonResponse(body, status=200 if "files[]" in request.FILES else 400)


def _wants_data(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest" or not request.accepts("text/html")
