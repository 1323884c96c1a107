"""What all decisions of a receiver share: the clock first, then the row as it is now, then the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from federation.models import Clock, MemberImage, MemberVersion, Placement, User
from federation.tenancy.acting import check_decides_for
from federation.tenancy.changes import in_words
from federation.unit_of_work import unit_of_work

DECIDED_FIELDS = [
    "page", "section", "slug", "path", "decision", "due_at", "title_shown", "overrides", "seen_revision",
    "announced_revision", "digest", "version",
]  # fmt: skip
OVERRIDES = {
    "title": gettext_lazy("Titolo"),
    "summary": gettext_lazy("In breve"),
    "image": gettext_lazy("Immagine"),
    "note": gettext_lazy("Nota per i cittadini"),
    "pinned": gettext_lazy("Tieni in cima agli elenchi"),
}


@contextmanager
def deciding(placement_id: int, *, user: User | None) -> Iterator[Placement]:
    """Yields the placement under the clock and saves what the block changes on it.

    The numbers rise only if the site showed the item before or shows it now.
    """
    with unit_of_work():
        seq = Clock.objects.take()
        placement = Placement.objects.select_related("item__owner", "member").get(pk=placement_id)
        check_decides_for(user, placement.member)
        shown_before, before = placement.shown, _decided(placement)
        yield placement
        if shown_before or placement.shown:
            placement.version = seq
            MemberVersion.objects.filter(member=placement.member).update(version=seq)
        placement.save(update_fields=DECIDED_FIELDS)
        if user is not None and (changes := _changes(before, _decided(placement))):
            log(placement, "federation.decide", user=user, title=placement.title_shown, data={"changes": changes})


def overrides_in_words(placement: Placement) -> dict[str, str]:
    """By their labels; what follows the original is empty."""
    shown = dict(placement.overrides)
    if shown.get("image"):
        shown["image"] = MemberImage.objects.filter(pk=shown["image"]).first()
    return {str(label): in_words(shown.get(name)) for name, label in OVERRIDES.items()}


def _decided(placement: Placement) -> dict[str, str]:
    """What the person's word was, for the register."""
    return {_("Decisione"): str(placement.get_decision_display())} | overrides_in_words(placement)


def _changes(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {name: (value, after[name]) for name, value in before.items() if value != after[name]}
