"""The directory: a tile for every member, that changes while a publish travels."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.demo.map import map_points
from cms.demo.people import PASSWORD, demo_accounts
from cms.demo.reading import read_yaml
from cms.presenters.crest import crest_of
from federation.addresses import absolute_url
from federation.models import Member, Placement
from themes.props import DemoAccount, DirectoryProps, DirectoryTile, Layout, Link, ThingToTry


def directory(request: HttpRequest) -> HttpResponse:
    """The page itself; it works without script, too."""
    text = read_yaml("presentation")
    members = _members_with_latest()
    points, view_box = map_points(members)
    props = DirectoryProps(
        title=text["title"],
        intro=text["lead"],
        tiles=tuple(_tile(member) for member in members),
        status_url="/stato.json",
        map_points=points,
        map_view_box=view_box,
        links=(
            Link(_("Amministrazione"), f"{settings.WAGTAILADMIN_BASE_URL}/admin/"),
            Link(_("Posta della dimostrazione"), "/posta/"),
            Link(_("Componenti grafici"), "/componenti/"),
            Link(_("Prova le interrogazioni dell’app"), "/graphiql/"),
        ),
        accounts=tuple(
            DemoAccount(role=account.role, username=account.username, password=PASSWORD, note=account.note)
            for account in demo_accounts()
        ),
        accounts_note=text["accounts_note"],
        things_to_try=tuple(ThingToTry(thing["title"], thing["text"]) for thing in text["things_to_try"]),
        fictional_note=text["fictional_note"],
        attribution=text["attribution"],
    )
    layout = Layout(title=props.title, site_name=_("Dimostrazione"), noindex=True)
    return render(request, "pages/directory.html", {"layout": layout, "page": props})


def status(request: HttpRequest) -> JsonResponse:
    """What each site stands at; asked every two seconds, in two queries."""
    response = JsonResponse({"members": [_status(member) for member in _members_with_latest()]})
    response.headers["Cache-Control"] = "no-store"
    return response


def _members_with_latest() -> list[Any]:
    """Hosted members, each with the id of what its site shows as changed last; then those placements at once."""
    latest = Placement.objects.shown().filter(member=OuterRef("pk"), path__isnull=False).order_by("-version", "-id")
    members: list[Any] = list(
        Member.objects.hosted()
        .select_related("brand__crest", "version_row")
        .annotate(latest_id=Subquery(latest.values("pk")[:1]))
        .order_by("-kind", "name")
    )
    placements = Placement.objects.select_related("item").in_bulk([m.latest_id for m in members if m.latest_id])
    for member in members:
        member.latest = placements.get(member.latest_id)
    return members


def _tile(member: Any) -> DirectoryTile:
    latest = member.latest
    return DirectoryTile(
        slug=member.slug,
        anchor=f"sito-{member.slug}",
        name=member.name,
        crest=crest_of(member, coloured=True),
        inhabitants=member.population,
        url=absolute_url(member, "/"),
        local_url=f"/sito/{member.slug}/",
        version=member.version_row.version,
        last_title=latest.title_shown if latest else "",
        last_url=absolute_url(member, latest.path) if latest else "",
        last_date=timezone.localdate(latest.item.published_at) if latest else None,
    )


def _status(member: Any) -> dict[str, Any]:
    latest = member.latest
    return {
        "slug": member.slug,
        "version": member.version_row.version,
        "title": latest.title_shown if latest else "",
        "date": timezone.localdate(latest.item.published_at).isoformat() if latest else "",
        "url": absolute_url(member, latest.path) if latest else "",
    }
