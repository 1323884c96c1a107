"""What is not public never enters an index: drafts, offers, what is for staff or behind a password; on each engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from cms.models import NewsPage
from federation.actions.decline import decline
from federation.actions.override import Overrides, override
from federation.models import AudienceKind, Channel, Member
from federation.unit_of_work import unit_of_work
from search.documents import plain_text
from search.engine import elasticsearch_engine
from search.indexer import follow
from search.models import SearchDocument
from tests.publishing import placement_of, publish_news, section_of

pytestmark = pytest.mark.usefixtures("engine_name")
Found = Callable[[str, Member], list[str]]


def indexed_texts() -> str:
    """Everything that any index holds, once the readers have come to the end."""
    follow()
    texts = [str(row) for row in SearchDocument.objects.values_list()]
    if engine := elasticsearch_engine():
        engine.refresh()
        answer = engine._client.search(index=f"{engine.prefix}-*", query={"match_all": {}}, size=1000)
        texts += [str(hit["_source"]) for hit in answer["hits"]["hits"]]
    return "\n".join(texts).lower()


def test_a_draft_is_in_no_index(crema: Member) -> None:
    page = publish_news(crema, title="Pubblico")
    page.title = page.summary = "Segretissimo"
    page.save_revision()
    with unit_of_work():
        section_of(crema).add_child(instance=NewsPage(title="Segretissimo due", slug="due", live=False))
    assert "pubblico" in indexed_texts()
    assert "segretissimo" not in indexed_texts()


def test_what_is_behind_a_password_is_in_no_index(crema: Member, found: Found) -> None:
    page = publish_news(crema, title="Segretissimo", summary="Riservatezze")
    section = publish_news(crema, title="Pubblico", section="avvisi").get_parent()
    assert "segretissimo" in indexed_texts()
    with unit_of_work():
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
        PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert found("segretissimo", crema) == found("pubblico", crema) == []
    for word in ("segretissimo", "riservatezze", "pubblico"):
        assert word not in indexed_texts()
    with unit_of_work():
        PageViewRestriction.objects.filter(page=section).delete()
    assert found("pubblico", crema) == ["Pubblico"]


def test_what_is_only_offered_or_for_staff_is_in_no_index(
    consortium: Member, offanengo: Member, channel: Channel, found: Found
) -> None:
    Channel.objects.filter(pk=channel.pk).update(audience_kind=AudienceKind.STAFF)
    publish_news(consortium, title="Segretissimo", channels=[channel])
    corsi = Channel.objects.get(slug="corsi")
    publish_news(consortium, title="Offerto", channels=[corsi])
    assert found("segretissimo", consortium) == found("offerto", offanengo) == []
    assert "segretissimo" not in indexed_texts()
    assert found("offerto", consortium) == ["Offerto"]


def test_words_that_a_member_declined_with_are_forgotten(notice: Any, crema: Member) -> None:
    placement = placement_of(notice, crema)
    override(placement.pk, overrides=Overrides(note="Segretissimo"), user=None)
    assert "segretissimo" in indexed_texts()
    decline(placement.pk, user=None)
    assert "segretissimo" not in indexed_texts()


def test_a_page_that_is_made_private_while_it_is_read_does_not_slip_in(
    crema: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change commits after the placements were read and before the page is."""
    page = publish_news(crema, title="Pubblico")

    def read(specific: Any) -> str:
        if not PageViewRestriction.objects.exists():
            with unit_of_work():
                PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
        return f"segretissimo {plain_text(specific)}"

    monkeypatch.setattr("search.documents.plain_text", read)
    assert "segretissimo" not in indexed_texts()
