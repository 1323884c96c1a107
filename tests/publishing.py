"""Publishes pages as the admin would, for tests that are about something else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.models import EventPage, NewsPage
from federation.models import Channel, Item, Member, Placement
from federation.ports.section import section_models
from federation.unit_of_work import unit_of_work


def section_of(member: Member, kind: str = "notizie") -> Any:
    """The member's section of that kind."""
    assert member.site is not None
    below = [model._default_manager.descendant_of(member.site.root_page) for model in section_models()]
    return next(section for sections in below if (section := sections.filter(section_kind=kind).first()))


def publish_news(
    owner: Member,
    *,
    title: str,
    slug: str | None = None,
    section: str = "notizie",
    channels: Iterable[Channel] = (),
    **fields: Any,
) -> NewsPage:
    """A published news page of `owner`; associations and members may be among `fields`."""
    related = {name: fields.pop(name) for name in ("associations", "members") if name in fields}
    page = NewsPage(title=title, **({"slug": slug} if slug else {}), live=False, **fields)
    return publish(page, section_of(owner, section), channels=list(channels), **related)


def publish_event(owner: Member, *, title: str, channels: Iterable[Channel] = (), **fields: Any) -> EventPage:
    """A published event of `owner`."""
    page = EventPage(title=title, live=False, **fields)
    return publish(page, section_of(owner, "eventi"), channels=list(channels))


def publish(page: Any, section: Any, **related: Any) -> Any:
    """Adds an unsaved page of any type below a section and publishes it; `related` are its relations."""
    with unit_of_work():
        section.add_child(instance=page)
        republish(page, **related)
    return page


def import_pages(section: Any, pages: Iterable[Page]) -> None:
    """Many unsaved pages at once, live from their first row and without a history, as an import makes them."""
    with unit_of_work():
        for page in pages:
            section.add_child(instance=page)


def republish(page: Any, **changes: Any) -> None:
    """Changes fields or relations of a page and publishes it, in one unit of work."""
    with unit_of_work():
        for name, value in changes.items():
            setattr(page, name, value)
        page.save_revision().publish()
        page.refresh_from_db()


def let_it_expire(page: Any) -> None:
    """A second ago, and no scheduler has run since: what the published row and its item say, moved back in time."""
    moment = timezone.now() - timedelta(seconds=1)
    Page.objects.filter(pk=page.pk).update(expire_at=moment)
    Item.objects.filter(page_id=page.pk).update(expires_at=moment)


def let_it_be_time(page: Page) -> None:
    """The moment of a scheduled revision has come."""
    now = timezone.now() - timedelta(minutes=1)
    for revision in page.revisions.exclude(approved_go_live_at=None):
        revision.content["go_live_at"] = now.isoformat()
        revision.approved_go_live_at = now
        revision.save(update_fields=["content", "approved_go_live_at"])


def placement_of(page: Any, member: Member) -> Placement:
    """What the member has of the page's item."""
    return Placement.objects.get(item__page_id=page.pk, member=member)
