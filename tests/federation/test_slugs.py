"""Which number a taken slug gets."""

from __future__ import annotations

import pytest
from django.utils import timezone

from federation.models import Item, Member, Placement
from federation.placing.slugs import STEP, SlugBook
from tests.publishing import section_of

pytestmark = pytest.mark.django_db


def test_however_often_a_slug_is_taken_the_next_number_is_free(crema: Member) -> None:
    section = section_of(crema)
    what = {
        "owner": crema,
        "kind": "news",
        "section_kind": "notizie",
        "title": "Avviso",
        "published_at": timezone.now(),
    }
    items = Item.objects.bulk_create([Item(**what) for _ in range(2 * STEP + 3)])
    slugs = ["avviso", *(f"avviso-{number}" for number in range(2, len(items) + 1))]
    Placement.objects.bulk_create(
        Placement(item=item, member=crema, section=section, slug=slug, title_shown="Avviso")
        for item, slug in zip(items, slugs, strict=True)
    )
    book = SlugBook("avviso")
    assert [book.give(section.pk), book.give(section.pk)] == [f"avviso-{len(items) + 1}", f"avviso-{len(items) + 2}"]
    assert SlugBook("avviso").give(section_of(crema, "comunicati").pk) == "avviso"
