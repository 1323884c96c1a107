"""What every page type of a member's site shares: a template of the design system and the props that it takes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.models import Site

from cms.presenters.layout import layout_for
from cms.presenters.picture import guard_pictures
from federation.addresses import absolute_url
from federation.models import Decision, Item, Member, Placement
from federation.page_numbers import number_asked, query_of_page
from federation.ports import ShownItem
from federation.public_address import has_public_address, public_address
from federation.tenancy.forms import OwnedPageForm


def moment_of(request: HttpRequest) -> datetime:
    """The one moment for which everything in an answer is read; a preview has none of its own."""
    moment: datetime = getattr(request, "now", None) or timezone.now()
    return moment


class PublicPage(models.Model):
    """Subclass it before `Page` and say `props`. The member is always an argument, never read from a global."""

    # A site's host knows no login: people sign in on the admin's host only.
    private_page_options: ClassVar[list[str]] = ["password"]
    base_form_class = OwnedPageForm

    class Meta:
        abstract = True

    def props(self, member: Member, *, item: ShownItem | None, request: HttpRequest) -> Any:
        """The frozen value that the template `pages/<page_type>.html` takes as `page`."""
        raise NotImplementedError  # abstract; abc and Django’s models have metaclasses that exclude each other

    def respond(self, request: HttpRequest, *, member: Member, placement: Placement | None = None) -> HttpResponse:
        """The page as `member` shows it; `placement` is None for pages without an item. A number past the end of a list
        leads to its last page, for this time."""
        page: Any = self
        item = page.as_item(member, placement=placement) if placement else None
        props = self.props(member, item=item, request=request)
        number = getattr(props, "page_number", 1)
        if number != number_asked(request):
            return HttpResponseRedirect(request.path + query_of_page(number))
        layout = layout_for(
            member,
            props=props,
            path=request.path,
            canonical_url=item.canonical_url if item else absolute_url(member, request.path),
        )
        return TemplateResponse(request, page.get_template(request), {"layout": layout, "page": props})

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str | None:
        """Whole on the admin's host: it is no member's site, so there is none to look for."""
        page: Any = super()
        in_admin = has_public_address(self) or getattr(request, "urlconf", None) == settings.ADMIN_URLCONF
        whole = in_admin and current_site is None
        url: str | None = page.get_full_url(request) if whole else page.get_url(request, current_site)
        return url

    url = property(get_url)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Lists of the admin know the addresses of their rows."""
        if has_public_address(self):
            return public_address(self)
        page: Any = super()
        parts: tuple[int, str, str] | None = page.get_url_parts(request)
        return parts

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's entry: a preview, or a page behind a password. Shown as its owner would."""
        member = Member.objects.select_related("site__root_page", "brand").owning(self)  # type: ignore[arg-type]
        assert member is not None
        guard_pictures(request)
        return self.respond(request, member=member, placement=self._own_placement(member))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """A draft in the look of its owner's site."""
        return self.serve(request)

    def _own_placement(self, member: Member) -> Placement | None:
        """For a page that lists can show: its placement or, before it is ever published, what it would be."""
        if not hasattr(self, "as_item"):
            return None
        stored = Placement.objects.filter(item__page_id=self.pk, member=member)
        placement: Placement | None
        if placement := stored.for_display().select_related("item__owner", "section").first():
            return placement
        page: Any = self
        item = Item(
            page_id=self.pk,
            owner=member,
            kind=page.item_kind,
            section_kind=page.get_parent().specific.section_kind,
            title=page.title,
            published_at=page.listed_at or timezone.now(),
            starts_at=page.starts_at,
            ends_at=page.ends_at,
        )
        return Placement(
            item=item,
            member=member,
            page_id=self.pk,
            section=page.get_parent(),
            decision=Decision.ACCEPTED,
            title_shown=page.title,
            path=f"/{page.slug}/",
        )
