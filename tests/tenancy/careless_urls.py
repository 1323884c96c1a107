"""The admin with views that somebody added carelessly, and with some that were added as they should be."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from cms.urls.admin import urlpatterns as admin_urlpatterns
from federation.models import HostAlias, Item, Member
from federation.tenancy.guard import Guard
from federation.tenancy.viewsets import OwnedChooserViewSet, OwnedModelViewSet, OwnedSnippetViewSet


def every_alias(request: HttpRequest) -> HttpResponse:
    """A list that asks nobody."""
    return HttpResponse(", ".join(HostAlias.objects.values_list("hostname", flat=True)))


def rename_alias(request: HttpRequest, number: int) -> HttpResponse:
    """A write that asks nobody, and does not say what `number` is."""
    HostAlias.objects.filter(pk=number).update(hostname=f"preso-{number}.example.org")
    return HttpResponse("fatto")


def retitle_item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The same of what is named by no number."""
    Item.objects.filter(pk=item_id).update(title="Preso")
    return HttpResponse("fatto")


def leave_member(request: HttpRequest, which: str) -> HttpResponse:
    """The same of what is named by its short name."""
    Member.objects.filter(slug=which).update(status=Member.Status.LEFT)
    return HttpResponse("fatto")


def claiming(view: object, guard: Guard) -> object:
    """The view says that it is safe."""

    def claimed(request: HttpRequest, **kwargs: object) -> HttpResponse:
        return view(request, **kwargs)  # type: ignore[operator]

    claimed.guard = guard  # type: ignore[attr-defined]
    return claimed


FIELDS = ["member", "hostname"]
stock = ModelViewSet("stock", model=HostAlias, form_fields=FIELDS)
owned = OwnedModelViewSet("owned", model=HostAlias, form_fields=FIELDS)
chooser = OwnedChooserViewSet("chooser", model=HostAlias, form_fields=FIELDS)


class AliasSnippets(OwnedSnippetViewSet):  # type: ignore[misc]
    model = HostAlias
    panels: ClassVar = [FieldPanel("member"), FieldPanel("hostname")]


snippets = AliasSnippets()

urlpatterns = [
    path("admin/silent/", require_admin_access(every_alias), name="silent"),
    path("admin/claimed/", claiming(every_alias, Guard()), name="claimed"),  # type: ignore[arg-type]
    path("admin/claimed/<int:number>/", claiming(rename_alias, Guard({"number": None})), name="renamed"),  # type: ignore[arg-type]
    path("admin/claimed/item/<uuid:item_id>/", claiming(retitle_item, Guard({"item_id": None})), name="retitled"),  # type: ignore[arg-type]
    path("admin/claimed/member/<slug:which>/", claiming(leave_member, Guard({"which": None})), name="left"),  # type: ignore[arg-type]
    path("admin/stock/", include((stock.get_urlpatterns(), "stock"))),
    path("admin/owned/", include((owned.get_urlpatterns(), "owned"))),
    path("admin/chooser/", include((chooser.get_urlpatterns(), "chooser"))),
    path("admin/owned-snippets/", include((snippets.get_urlpatterns(), snippets.url_namespace))),
    *admin_urlpatterns,
]
