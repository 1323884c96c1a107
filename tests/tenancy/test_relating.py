"""References by other ways than a page's own form: relations from both sides, keys in blocks; and what is logged."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import JSONField, Model
from django.forms import Select
from django.urls import reverse
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.blocks.field_block import ChooserBlock
from wagtail.models import Collection, Revision
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.models import NewsPage
from federation import belongs
from federation.belongs import Belongs, To
from federation.models import Association, AuditEntry, Channel, HostAlias, Member, User
from federation.tenancy.references import ForeignReference, _carries_references
from tests.admin_desk import URLS, page_form
from tests.files import image_of
from tests.publishing import publish_news

pytestmark = pytest.mark.django_db


class CollectionBlock(ChooserBlock):  # type: ignore[misc]
    target_model = Collection
    widget = Select()


BLOCKS = StreamBlock([("alias", SnippetChooserBlock(HostAlias)), ("folder", CollectionBlock())])


@pytest.fixture
def nothing_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if members and channels were their own alone: what content is related to today is offered to all."""
    monkeypatch.setitem(belongs._declared, Member, Belongs(To.MEMBER))
    monkeypatch.setitem(belongs._declared, Channel, Belongs(To.MEMBER, "owner"))


@pytest.fixture
def suap(crema: Member) -> Association:
    return Association.objects.create(name="SUAP", slug="suap", lead=crema)


@pytest.mark.usefixtures("nothing_offered")
def test_what_is_anothers_is_related_from_neither_side(
    suap: Association, crema: Member, izano: Member, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "federation.tenancy.references"):
        for relate in (lambda: suap.members.add(crema, izano), lambda: izano.associations.add(suap)):
            with pytest.raises(ForeignReference, match="di un altro ente"), transaction.atomic():
                relate()
    assert not suap.members.exists()
    assert caplog.text.count(f"of crema refers to federation.Member {izano.pk}") == 2
    suap.members.add(crema)
    crema.associations.set([suap])
    assert list(suap.members.all()) == [crema]


@pytest.mark.usefixtures("nothing_offered")
def test_a_page_is_related_to_what_is_its_members_own(crema: Member, izano: Member) -> None:
    own, theirs = (
        Channel.objects.create(owner=member, name=member.slug, slug=member.slug) for member in (crema, izano)
    )
    page = publish_news(crema, title="Nostra", slug="nostra")
    page.channels = [own, theirs]
    with pytest.raises(ForeignReference, match="Canali"):
        page.save()
    assert not NewsPage.objects.get(pk=page.pk).channels.exists()
    page.channels = [own]
    page.save()
    assert list(NewsPage.objects.get(pk=page.pk).channels.all()) == [own]


def test_what_is_offered_to_all_is_related_by_everybody(suap: Association, crema: Member, izano: Member) -> None:
    suap.members.add(crema)
    izano.associations.add(suap)
    assert set(suap.members.all()) == {crema, izano}


@pytest.mark.parametrize("kind", ["alias", "folder"])
def test_a_block_names_no_snippet_and_no_collection_of_another(
    crema: Member, izano: Member, consortium: Member, kind: str
) -> None:
    def row_of(member: Member) -> Model:
        alias = HostAlias.objects.create(member=member, hostname=f"www.{member.slug}.example")
        return alias if kind == "alias" else member.collection  # type: ignore[return-value]

    page = publish_news(crema, title="Nostra", slug="nostra")
    allowed = [row_of(crema)]
    if kind == "folder":
        consortium.refresh_from_db()
        allowed.append(consortium.offered_collection)  # type: ignore[arg-type]
    for row in (row_of(izano), row_of(consortium)):
        page.body = StreamValue(BLOCKS, [(kind, row)])
        with pytest.raises(ForeignReference, match="Testo"):
            page.save()
    page.body = StreamValue(BLOCKS, [(kind, row) for row in allowed])
    page.save()


def test_no_content_keeps_keys_where_nothing_looks_for_them() -> None:
    """What stands in JSON of rows of the clock, actions check (`override`); logs and tasks are on no site."""
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if _carries_references(model)
        for field in model._meta.get_fields()
        if isinstance(field, JSONField)
    }
    assert found == set()


def test_a_refusal_at_a_field_is_a_line_of_the_register_and_repeated_it_is_counted(
    crema: Member, izano: Member, crema_publisher: User, admin_site: Any
) -> None:
    page, image = publish_news(crema, title="Nostra", slug="nostra"), image_of(izano)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)
    for _time in range(2):
        admin_site(crema_publisher).post(url, page_form(NewsPage.objects.get(pk=page.pk)) | {"image": image.pk})
    line = AuditEntry.objects.get(action="tenancy.refused_reference")
    assert (line.person, line.about_id, line.member) == (crema_publisher, crema_publisher.pk, None)
    assert line.data == {"network": "", "address": f"immagine {image.pk}", "count": 2}


def test_a_refusal_below_the_forms_is_a_line_of_the_register_that_the_rollback_does_not_take(
    crema: Member, izano: Member, crema_publisher: User, admin_site: Any
) -> None:
    page, image = publish_news(crema, title="Nostra", slug="nostra"), image_of(izano)
    old = page.save_revision()
    Revision.objects.filter(pk=old.pk).update(content=old.content | {"image": image.pk})
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"], urlconf=URLS)
    admin_site(crema_publisher).post(f"{url}?id={page.pk}&next=/admin/", {"next": "/admin/"})
    line = AuditEntry.objects.get(action="tenancy.refused_reference")
    assert (line.person, line.data["address"]) == (crema_publisher, f"POST {url}")
