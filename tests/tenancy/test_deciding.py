"""What a member's site shows of others is decided by its publishers and administrators; its other people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.override import Overrides, override
from federation.actions.reattach import reattach
from federation.actions.settle_inbox_entry import settle_inbox_entry
from federation.actions.subscribe import subscribe
from federation.actions.take_from_catalogue import take_from_catalogue
from federation.models import Channel, InboxEntry, Item, Member, MemberVersion, Mode, Placement, Subscription, User
from federation.refusal import ActionRefused
from tests.admin_desk import URLS, Desk
from tests.conftest import for_a_whole_file
from tests.publishing import placement_of, publish_news
from tests.tenancy.climbers import AUDITOR, enter, person
from tests.tenancy.switching import edit, title_of

pytestmark = pytest.mark.django_db

OTHERS = [("offanengo", "editor"), AUDITOR, ("consorzio", "publisher"), ("consorzio", "administrator"),
          ("crema", "administrator")]  # fmt: skip
SENTENCE = "decide chi pubblica o amministra il sito"
BUTTONS = ('name="azione"', 'name="voce"', 'name="arrivo"')


@dataclass(frozen=True)
class Desktop:
    """What lies before Offanengo: an offer, what its site shows, what it detached, and a note about a change."""

    offered: Placement
    shown: Placement
    detached: Placement
    entry: InboxEntry
    channel: Channel
    in_catalogue: Item


@pytest.fixture(scope="module")
def before_it(django_db_setup: None, django_db_blocker: Any) -> Iterator[Desktop]:
    with for_a_whole_file(django_db_blocker):
        yield prepare(Member.objects.get(slug="offanengo"), Channel.objects.get(slug="banda"))


def prepare(offanengo: Member, channel: Channel) -> Desktop:
    def received(title: str) -> Placement:
        return placement_of(publish_news(channel.owner, title=title, slug=title.lower(), channels=[channel]), offanengo)

    offered, shown, detached = received("Offerto"), received("Mostrato"), received("Staccato")
    for placement in (shown, detached):
        accept(placement.pk, user=None)
    override(shown.pk, overrides=Overrides(title="Nostro titolo"), user=None)
    detach(detached.pk, user=None)
    entry = InboxEntry.objects.create(
        member=offanengo, placement=shown, kind="source_changed", field="title", old="Mostrato", new="Cambiato"
    )
    other = Channel.objects.get(slug="corsi")
    subscribe(offanengo, other, mode=Mode.OFF, accepts_duty=False, user=None)
    taken = publish_news(channel.owner, title="Corso", slug="corso", channels=[other])
    return Desktop(offered, shown, detached, entry, channel, Item.objects.get(page_id=taken.pk))


Act = Callable[[Desktop, Member, User], Any]
ACTIONS: dict[str, Act] = {
    "accept": lambda it, member, user: accept(it.offered.pk, user=user),
    "decline": lambda it, member, user: decline(it.shown.pk, user=user),
    "override": lambda it, member, user: override(it.shown.pk, overrides=Overrides(title="Preso"), user=user),
    "settle": lambda it, member, user: settle_inbox_entry(it.entry.pk, take_original=True, user=user),
    "detach": lambda it, member, user: detach(it.shown.pk, user=user),
    "reattach": lambda it, member, user: reattach(it.detached.pk, user=user),
    "subscribe": lambda it, member, user: subscribe(
        member, it.channel, mode=Mode.OFF, accepts_duty=False, also_remove=True, user=user
    ),
    "take": lambda it, member, user: take_from_catalogue(it.in_catalogue.pk, member=member, user=user),
}
ITEM = "federation_received_item"
# Address by name and row, and what its form sends.
POSTS: dict[str, Callable[[Desktop], tuple[str, list[int], dict[str, Any]]]] = {
    "accept": lambda it: (ITEM, [it.offered.pk], {"azione": "accetta"}),
    "decline": lambda it: (ITEM, [it.shown.pk], {"azione": "rifiuta"}),
    "override": lambda it: (ITEM, [it.shown.pk], {"azione": "personalizza", "title": "Preso"}),
    "settle": lambda it: (ITEM, [it.shown.pk], {"azione": "prendi-originale", "voce": it.entry.pk}),
    "keep": lambda it: (ITEM, [it.shown.pk], {"azione": "tieni-mio", "voce": it.entry.pk}),
    "detach": lambda it: (ITEM, [it.shown.pk], {"azione": "stacca"}),
    "reattach": lambda it: (ITEM, [it.detached.pk], {"azione": "riattacca"}),
    "subscribe": lambda it: ("federation_channels", [], {"canale": it.channel.pk, "arrivo": "off", "togli": "1"}),
    "take": lambda it: ("federation_catalogue", [], {"voce": it.in_catalogue.pk}),
}


def stored() -> list[Any]:
    """All that a decision may change."""
    return [list(m.objects.order_by("pk").values()) for m in (Placement, Subscription, InboxEntry, MemberVersion, Page)]


@pytest.mark.parametrize("who", OTHERS, ids="-".join)
@pytest.mark.parametrize("decision", ACTIONS)
def test_the_action_refuses_everybody_but_the_members_publishers(
    before_it: Desktop, offanengo: Member, decision: str, who: tuple[str, str]
) -> None:
    before = stored()
    with pytest.raises(ActionRefused, match=SENTENCE):
        ACTIONS[decision](before_it, offanengo, person(*who))
    assert stored() == before


@pytest.mark.parametrize("role", ["publisher", "administrator"])
@pytest.mark.parametrize("decision", ACTIONS)
def test_the_action_takes_their_word(before_it: Desktop, offanengo: Member, decision: str, role: str) -> None:
    before = stored()
    ACTIONS[decision](before_it, offanengo, person("offanengo", role))
    assert stored() != before


@pytest.mark.parametrize("decision", POSTS)
def test_what_an_editor_forges_is_refused_in_words_and_changes_nothing(
    before_it: Desktop, offanengo: Member, decision: str
) -> None:
    before = stored()
    name, args, data = POSTS[decision](before_it)
    answer = enter(person("offanengo", "editor")).post(reverse(name, args=args, urlconf=URLS), data)
    assert answer.status_code == 302
    assert SENTENCE in str(list(get_messages(answer.wsgi_request))[-1])
    assert stored() == before


@pytest.mark.parametrize("role", ["publisher", "administrator"])
@pytest.mark.parametrize("decision", POSTS)
def test_the_same_form_of_a_publisher_is_obeyed(
    before_it: Desktop, offanengo: Member, decision: str, role: str
) -> None:
    before = stored()
    name, args, data = POSTS[decision](before_it)
    Desk(enter(person("offanengo", role))).post(name, *args, **data)
    assert stored() != before


def test_the_publisher_of_a_member_that_has_left_decides_no_more(before_it: Desktop, offanengo: Member) -> None:
    publisher = person("offanengo", "publisher")
    Member.objects.filter(pk=offanengo.pk).update(status=Member.Status.LEFT)
    with pytest.raises(ActionRefused, match=SENTENCE):
        accept(before_it.offered.pk, user=publisher)


@pytest.mark.parametrize("who", [("offanengo", "editor"), AUDITOR], ids="-".join)
def test_they_are_read_by_whoever_does_not_decide(before_it: Desktop, offanengo: Member, who: tuple[str, str]) -> None:
    desk = Desk(enter(person(*who)))
    screens = {
        ("federation_inbox",): ("Offerto", "Nostro titolo"),
        ("federation_received_item", before_it.shown.pk): ("Nostro titolo", "Mostrato", "Cambiato"),
        ("federation_received_item", before_it.offered.pk): ("Offerto", "Come l’originale"),
        ("federation_received_item", before_it.detached.pk): ("Staccato", "Modifica la tua pagina"),
        ("federation_catalogue",): ("Corso",),
        ("federation_channels",): ("Banda", "Proponi, decido io", "Corsi"),
    }
    for (name, *args), texts in screens.items():
        page = desk.read(name, *args, query=f"ente={offanengo.slug}").text
        assert SENTENCE in page, name
        assert [text for text in texts if text not in page] == [], name
        assert [button for button in BUTTONS if button in page] == [], name
    for place in ("arrivi", "catalogo", "canali"):
        assert f"/admin/{place}/" in desk.read("wagtailadmin_home").text


def test_a_publisher_has_the_buttons_and_no_sentence(before_it: Desktop) -> None:
    desk = Desk(enter(person("offanengo", "publisher")))
    for name, args, button in (
        ("federation_received_item", [before_it.shown.pk], 'value="stacca"'),
        ("federation_catalogue", [], 'name="voce"'),
        ("federation_channels", [], 'name="arrivo"'),
    ):
        page = desk.read(name, *args).text
        assert button in page
        assert SENTENCE not in page


def test_an_editor_drafts_the_page_that_was_detached(before_it: Desktop, offanengo: Member) -> None:
    before_it.detached.refresh_from_db()
    page = Page.objects.get(pk=before_it.detached.page_id)
    assert edit(Desk(enter(person("offanengo", "editor"))), page, title="In bozza").status_code == 302
    page.refresh_from_db()
    assert (title_of(page), page.title, page.live) == ("In bozza", "Staccato", True)
