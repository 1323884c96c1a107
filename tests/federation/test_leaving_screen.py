"""«Uscita dal consorzio» and the way back: what the screen says, what happens, and that nothing is deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from federation.actions.accept import accept
from federation.actions.decline import decline
from federation.actions.detach import detach
from federation.actions.override import Overrides, override
from federation.actions.reconcile import reconcile
from federation.actions.rejoin import rejoin
from federation.actions.subscribe import subscribe
from federation.actions.withdraw import withdraw
from federation.models import Channel, Member, Mode, Reason
from federation.refusal import ActionRefused
from tests.admin_desk import URLS, Desk
from tests.publishing import placement_of, publish_news, republish
from tests.rising import only_these_rise

pytestmark = pytest.mark.django_db

LEAVE = "federation_members:leave"
PATH = "/novita/notizie/fibra/"


def today() -> Any:
    return timezone.localdate()


@pytest.fixture
def mostra(izano: Member, crema: Member) -> Any:
    """A notice of Izano's that Crema shows."""
    channel = Channel.objects.create(owner=izano, name="Mostre", slug="mostre")
    subscribe(crema, channel, mode=Mode.AUTOMATIC, accepts_duty=False, user=None)
    return publish_news(izano, title="Mostra", slug="mostra", channels=[channel])


def test_the_screen_says_what_will_happen_and_a_look_at_it_does_nothing(
    notice: Any, mostra: Any, izano: Member, desk: Desk, visit: Any
) -> None:
    page = desk.read(LEAVE, izano.pk).text
    assert "il sito izano.localhost smette di rispondere" in page
    assert "1 contenuto ricevuto da altri non si vede più" in page
    assert "1 contenuto scritto da questo ente viene ritirato dai siti degli altri" in page
    assert visit(izano, PATH).status_code == 200


def test_who_leaves_is_off_the_net_and_its_notices_off_the_others_sites(
    notice: Any, mostra: Any, crema: Member, izano: Member, desk: Desk, visit: Any
) -> None:
    with only_these_rise(crema, izano):
        desk.post(LEAVE, izano.pk, on=today())
    izano.refresh_from_db()
    assert (izano.status, izano.left) == (Member.Status.LEFT, today())
    assert visit(izano, "/").status_code == 421
    assert visit(crema, "/novita/notizie/mostra/").status_code == 410
    assert "Uscito dal consorzio" in desk.read("federation_members:history", izano.pk).text
    assert "Riammissione" in desk.read("federation_members:edit", izano.pk).text


def test_the_day_is_not_one_to_come(izano: Member, desk: Desk) -> None:
    tomorrow = today() + timedelta(days=1)
    assert "un giorno passato" in desk.refused(LEAVE, izano.pk, on=tomorrow)["on"]
    assert Member.objects.get(pk=izano.pk).status == Member.Status.MEMBER


def test_the_only_consortium_cannot_leave(consortium: Member, desk: Desk) -> None:
    response = desk.client.post(reverse(LEAVE, args=[consortium.pk], urlconf=URLS), {"on": today()}, follow=True)
    assert "È l’unico consorzio" in response.text
    assert Member.objects.get(pk=consortium.pk).status == Member.Status.MEMBER


def test_there_is_no_way_to_delete_a_member(izano: Member, administrator_desk: Desk) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("federation_members:delete", args=[izano.pk], urlconf=URLS)
    assert administrator_desk.client.post(f"/admin/federazione/enti/delete/{izano.pk}/").status_code == 404


def test_who_comes_back_finds_its_site_as_it_was_and_no_other_site_changes(
    notice: Any, consortium: Member, izano: Member, desk: Desk, visit: Any, channel: Channel
) -> None:
    declined = publish_news(consortium, title="Rifiutata", slug="rifiutata", channels=[channel])
    decline(placement_of(declined, izano).pk, user=None)
    override(placement_of(notice, izano).pk, overrides=Overrides(title="Fibra a Izano"), user=None)
    desk.post(LEAVE, izano.pk, on=today())
    corrected = "Fibra corretta mentre non c’era"
    republish(notice, summary=corrected)
    with only_these_rise(izano):
        desk.post(LEAVE, izano.pk)
    assert (Member.objects.get(pk=izano.pk).left, visit(izano, "/").status_code) == (None, 200)
    page = visit(izano, PATH)
    assert (page.status_code, "Fibra a Izano" in page.text, corrected in page.text) == (200, True, True)
    assert visit(izano, "/novita/notizie/rifiutata/").status_code == 410
    assert placement_of(declined, izano).decision == "declined"


def test_what_it_wrote_comes_back_to_the_others(
    mostra: Any, crema: Member, izano: Member, desk: Desk, visit: Any
) -> None:
    desk.post(LEAVE, izano.pk, on=today())
    with only_these_rise(crema, izano):
        desk.post(LEAVE, izano.pk)
    assert visit(crema, "/novita/notizie/mostra/").status_code == 200
    assert visit(izano, "/novita/notizie/mostra/").status_code == 200


def test_what_ended_while_it_was_away_does_not_come_back_and_what_began_is_in_its_catalogue(
    notice: Any, consortium: Member, izano: Member, channel: Channel, desk: Desk, visit: Any
) -> None:
    withdrawn = publish_news(consortium, title="Ritirata", slug="ritirata", channels=[channel])
    secret = publish_news(consortium, title="Riservata", slug="riservata", channels=[channel])
    narrowed = publish_news(consortium, title="Ristretta", slug="ristretta", channels=[channel])
    own = detach(placement_of(publish_news(consortium, title="Nostra", channels=[channel]), izano).pk, user=None)
    desk.post(LEAVE, izano.pk, on=today())
    withdraw(withdrawn.pk, user=None)
    desk.restrict(secret, "password")
    republish(narrowed, members=[Member.objects.get(slug="crema")])
    publish_news(consortium, title="Nuova", slug="nuova", channels=[channel])
    rejoin(Member.objects.get(pk=izano.pk))
    assert visit(izano, PATH).status_code == 200
    assert visit(izano, "/novita/notizie/nostra/").status_code == 200
    assert own.live
    assert placement_of(withdrawn, izano).reason == Reason.WITHDRAWN
    assert visit(izano, "/novita/notizie/riservata/").status_code == 410
    assert visit(izano, "/novita/notizie/ristretta/").status_code == 410
    assert visit(izano, "/novita/notizie/nuova/").status_code == 404
    assert reconcile(dry_run=True) == []


def test_what_was_written_by_who_has_left_meanwhile_does_not_come_back(
    mostra: Any, crema: Member, izano: Member, desk: Desk, visit: Any
) -> None:
    for member in (crema, izano):
        desk.post(LEAVE, member.pk, on=today())
    desk.post(LEAVE, crema.pk)
    assert visit(crema, "/novita/notizie/mostra/").status_code == 410
    assert reconcile(dry_run=True) == []


def test_an_offer_is_still_open_for_who_comes_back(notice: Any, offanengo: Member, desk: Desk, visit: Any) -> None:
    desk.post(LEAVE, offanengo.pk, on=today())
    desk.post(LEAVE, offanengo.pk)
    assert placement_of(notice, offanengo).decision == "offered"
    accept(placement_of(notice, offanengo).pk, user=None)
    assert visit(offanengo, PATH).status_code == 200


def test_who_has_not_left_cannot_come_back(izano: Member) -> None:
    with pytest.raises(ActionRefused):
        rejoin(izano)
