"""The consortium's notices, and some invented news of single comuni."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone

from cms.demo.drawings import DRAWINGS
from cms.demo.loaded import loaded_keys, note_loaded
from cms.demo.reading import read_yaml
from cms.models import EventPage, EventSectionPage, NewsPage, NewsSectionPage
from federation.models import Channel, Member, MemberImage
from federation.unit_of_work import unit_of_work


def load_notices() -> Iterator[str]:
    """Yields each title once it is published; what was loaded before is left as it is now, or gone."""
    data, loaded = read_yaml("notices"), loaded_keys("notice")
    for row in [*data["notices"], *data["own_notices"]]:
        if row["key"] not in loaded:
            owner = Member.objects.get(slug=row.get("own_of") or "consorzio")
            with unit_of_work():
                section = _section(row["section"], owner=owner)
                page = section.get_children().filter(slug=row["key"]).first() or _publish(row, section, owner=owner)
                note_loaded("notice", row["key"], page)
        yield row["title"]


def _publish(row: dict[str, Any], section: Any, *, owner: Member) -> Any:
    common = {
        "title": row["title"],
        "slug": row["key"],
        "summary": row["summary"],
        "body": [("paragraph", row["body"])],
        "image": _image(row["picture"], owner=owner) if "picture" in row else None,
        "live": False,
        "first_published_at": timezone.make_aware(datetime.combine(date.fromisoformat(row["date"]), time(9))),
    }
    page: Any = (
        _event(row, common)
        if row["type"] == "event"
        else NewsPage(published_on=date.fromisoformat(row["date"]), **common)
    )
    section.add_child(instance=page)
    page.channels = list(Channel.objects.filter(slug=row["channel"])) if row["channel"] else []
    page.save_revision().publish()
    return page


def _image(name: str, *, owner: Member) -> MemberImage:
    """One of each for a member, in its collection."""
    drawing = DRAWINGS[name]
    same = MemberImage.objects.filter(collection=owner.collection, description=drawing.description)
    image: MemberImage = same.first() or MemberImage.objects.create(
        title=drawing.description.partition(": ")[2].capitalize(),
        description=drawing.description,
        file=ImageFile(BytesIO(drawing.jpeg()), f"{name}.jpg"),
        collection=owner.collection,
    )
    return image


def _event(row: dict[str, Any], common: dict[str, Any]) -> EventPage:
    event = row["event"]
    return EventPage(
        start=_moment(event["start"]),
        end=_moment(event["end"]) if event.get("end") else None,
        place=event.get("place") or event.get("place_note") or "",
        address=event.get("address") or "",
        cost=event.get("cost") or "",
        organiser=", ".join(event.get("organisers") or ())[:160],
        **common,
    )


def _moment(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def _section(kind: str, *, owner: Member) -> Any:
    model = EventSectionPage if kind == "eventi" else NewsSectionPage
    assert owner.site is not None
    return model.objects.descendant_of(owner.site.root_page).get(section_kind=kind)
