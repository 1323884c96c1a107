"""Migrations that move data find what publishing would have written."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from federation.actions.reconcile import reconcile
from federation.models import Channel, Item, Member
from tests.files import image_of
from tests.publishing import publish_event, publish_news, republish

pytestmark = pytest.mark.django_db

COLUMNS = ("title", "summary", "image_id", "expires_at", "updated_at")


def test_what_lists_show_is_filled_from_the_pages(consortium: Member, crema: Member, channel: Channel) -> None:
    tomorrow: dict[str, Any] = {"expire_at": timezone.now() + timedelta(days=1)}
    publish_news(crema, title="Con foto", summary="Una frase", image=image_of(crema), **tomorrow)
    publish_event(crema, title="Festa", summary="In piazza", start=timezone.now())
    republish(publish_news(consortium, title="Corretta", channels=[channel]), summary="Di nuovo")
    written = set(Item.objects.values_list(*COLUMNS))
    assert {row[1] for row in written} == {"Una frase", "In piazza", "Di nuovo"}
    Item.objects.update(summary="", image=None, expires_at=None, updated_at=None)
    import_module("federation.migrations.0012_fill_what_lists_show").fill(apps, None)
    assert set(Item.objects.values_list(*COLUMNS)) == written
    assert reconcile() == []
