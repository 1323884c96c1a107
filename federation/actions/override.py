"""A member changes how an item reads on its own site; whatever it leaves alone keeps following the original."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.actions.deciding import deciding
from federation.models import Decision, InboxEntry, MemberImage, Placement, User
from federation.placing.digests import placement_digest
from federation.refusal import ActionRefused
from federation.tenancy.references import Reference, check_references


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What the member wants shown; an empty value follows the original. `note` is plain text below the title,
    `image` the id of an image."""

    title: str = ""
    summary: str = ""
    image: int | None = None
    note: str = ""
    pinned: bool = False

    def as_json(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            "title": self.title.strip(),
            "summary": self.summary.strip(),
            "image": self.image,
            "note": self.note.strip(),
            "pinned": self.pinned,
        }
        return {name: value for name, value in values.items() if value}


def override(placement_id: int, *, overrides: Overrides, user: User | None) -> None:
    """Replaces all overrides of the placement; a text equal to the original's is no override."""
    with deciding(placement_id, user=user) as placement:
        if placement.decision == Decision.DETACHED:
            raise ActionRefused(_("Hai staccato questo contenuto: modifica la tua copia."))
        if placement.item.owner_id == placement.member_id:
            raise ActionRefused(_("È un contenuto tuo: modifica la pagina."))
        image = [Reference(MemberImage, str(overrides.image), "image", _("Immagine"))] if overrides.image else []
        check_references(image, member=placement.member, content=placement)
        change_texts(placement, overrides.as_json())
        assert placement.page is not None
        placement.seen_revision_id = placement.announced_revision_id = placement.page.live_revision_id
        _settle(placement)


def change_texts(placement: Placement, changes: dict[str, Any]) -> None:
    """What follows from other overrides on the row, which the caller saves."""
    page = placement.page.specific if placement.page_id and placement.page else None
    if page is None:
        raise ActionRefused(_("L’originale non c’è più: non si può personalizzare."))
    for name in ("title", "summary"):
        if changes.get(name) == getattr(page, name, None):
            del changes[name]
    placement.overrides = changes
    placement.title_shown = changes.get("title") or placement.item.title
    placement.digest = placement_digest(page.content_digest(), overrides=changes, variables=placement.variables)


def _settle(placement: Placement) -> None:
    """Whoever writes the text anew has seen what the original says now."""
    InboxEntry.objects.filter(placement=placement, settled_at=None).update(settled_at=timezone.now())
