"""Collections in the register: made, renamed, moved, closed to visitors, opened again and deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from federation.models import AuditEntry, Member, User
from tests.admin_desk import URLS, Desk
from tests.tenancy.test_register import desk_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(crema: Member) -> User:
    return person(crema, "administrator")


@pytest.fixture
def desk(chief: User) -> Desk:
    return desk_of(chief)


def told() -> list[tuple[str, str, Any]]:
    """Action, collection, and before and after; oldest first, all of Crema."""
    lines = AuditEntry.objects.filter(content_type__model="collection").order_by("pk")
    assert {line.member.slug for line in lines if line.member} <= {"crema"}
    assert all(line.member for line in lines)
    return [(line.action, line.label, line.data.get("changes")) for line in lines]


def test_a_collection_that_is_made_renamed_moved_and_deleted_tells_before_and_after(desk: Desk, crema: Member) -> None:
    desk.post("wagtailadmin_collections:add", name="Foto", parent=crema.collection_id)
    desk.post("wagtailadmin_collections:add", name="Storia", parent=crema.collection_id)
    photos, history = Collection.objects.get(name="Foto"), Collection.objects.get(name="Storia")
    desk.post("wagtailadmin_collections:edit", photos.pk, name="Fotografie", parent=history.pk)
    desk.post("wagtailadmin_collections:delete", photos.pk)
    assert told() == [
        ("wagtail.create", "Foto", None),
        ("wagtail.create", "Storia", None),
        ("wagtail.edit", "Fotografie", {"Nome": ["Foto", "Fotografie"], "Padre": [str(crema.collection), "Storia"]}),
        ("wagtail.delete", "Fotografie", None),
    ]


def privacy(client: Client, collection: Collection, **sent: Any) -> None:
    path = reverse("wagtailadmin_collections:set_privacy", args=[collection.pk], urlconf=URLS)
    assert client.post(path, sent).status_code == 200


def test_a_collection_that_is_closed_to_visitors_and_opened_again_leaves_a_line_each(desk: Desk, crema: Member) -> None:
    assert crema.collection
    photos = crema.collection.add_child(name="Foto")
    privacy(desk.client, photos, restriction_type="password", password="segreta")
    privacy(desk.client, photos, restriction_type="none")
    assert not CollectionViewRestriction.objects.exists()
    choices = {kind: str(words) for kind, words in CollectionViewRestriction.RESTRICTION_CHOICES}
    steps = [choices[kind] for kind in ("none", "password", "none")]
    assert told() == [
        (f"wagtail.view_restriction.{done}", "Foto", {"Visibilità": [steps[number], steps[number + 1]]})
        for number, done in enumerate(("create", "delete"))
    ]
    assert "segreta" not in str(list(AuditEntry.objects.values_list("data", flat=True)))
