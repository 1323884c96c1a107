"""What time brings survives one page that cannot be done: all others are, and that one is named to whoever can act."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models.signals import pre_save
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.models import NewsPage
from federation.actions.accept import accept
from federation.actions.accept_due import accept_due
from federation.actions.decline import decline
from federation.actions.publish_scheduled import NOT_PUBLISHED, publish_scheduled
from federation.duties import DutyFailed
from federation.models import AudienceKind, Channel, Reason
from federation.scheduler import Scheduler
from federation.task_health import read_task_health
from tests.admin_desk import Desk
from tests.publishing import let_it_be_time, let_it_expire, placement_of, publish_news, republish

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


@pytest.fixture
def unpublishable(crema: Any, izano: Any) -> NewsPage:
    """A page of Crema's that is due under an address that another page took meanwhile; one of Izano's is due later."""
    page = publish_news(crema, title="Sagra", slug="sagra")
    for due, slug in ((page, "festa"), (publish_news(izano, title="Mercato", slug="mercato"), "fiera")):
        due.slug, due.go_live_at = slug, timezone.now() + TOMORROW
        due.save_revision().publish()
        let_it_be_time(due)
    publish_news(crema, title="Festa", slug="festa")
    return page


def test_a_page_that_cannot_be_published_holds_up_no_other_and_is_named(
    unpublishable: NewsPage, izano: Any, administrator_desk: Desk, visit: Any
) -> None:
    Scheduler().tick()
    assert visit(izano, "/novita/notizie/fiera/").status_code == 200
    (failing,) = read_task_health().failing
    assert failing.run.error_class == "DutyFailed"
    assert failing.run.reasons.startswith(f"«Sagra» (pagina {unpublishable.pk}, Crema): slug: ")
    assert "ValidationError" in failing.run.traceback
    report = unescape(administrator_desk.client.get("/admin/reports/lavori/").text)
    assert f"<li>{failing.run.reasons}</li>" in report
    assert "Non è riuscito tutto." in report
    republish(NewsPage.objects.get(title="Festa"), slug="altra-festa")
    Scheduler().tick()
    assert not read_task_health().failing


def test_its_editors_read_the_reason_once_in_the_history_of_the_page(
    unpublishable: NewsPage, crema_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        Scheduler().tick()
    entry = PageLogEntry.objects.get(action=NOT_PUBLISHED)
    assert (entry.page_id, entry.revision) == (unpublishable.pk, unpublishable.latest_revision)
    history = crema_desk.read("wagtailadmin_pages:history", unpublishable.pk).text
    assert f"Pubblicazione programmata non riuscita: {entry.data['reason']}" in unescape(history)
    told = [record for record in caplog.records if "left undone" in record.message]
    assert [record.exc_info for record in told] == [None, None]


def test_a_page_that_refers_to_what_was_declined_meanwhile_holds_up_no_other(
    crema: Any, izano: Any, visit: Any
) -> None:
    received = publish_news(izano, title="Gita", members=[crema])
    accept(placement_of(received, crema).pk, user=None)
    page = publish_news(crema, title="Sagra", slug="sagra")
    page.body = [("paragraph", f'<p><a linktype="page" id="{received.pk}">Gita</a></p>')]
    for due in (page, publish_news(izano, title="Mercato", slug="mercato")):
        due.title, due.go_live_at = f"{due.title} nuova", timezone.now() + TOMORROW
        due.save_revision().publish()
        let_it_be_time(due)
    decline(placement_of(received, crema).pk, user=None)
    with pytest.raises(CommandError, match=r"«Sagra nuova» .* un contenuto .* di un altro ente"):
        call_command("publish_scheduled")
    assert "Mercato nuova" in visit(izano, "/novita/notizie/mercato/").text
    assert "Sagra nuova" not in visit(crema, "/novita/notizie/sagra/").text


def test_a_page_that_cannot_expire_holds_up_no_other(crema: Any, izano: Any) -> None:
    def refuse(sender: Any, instance: NewsPage, **kwargs: Any) -> None:
        if instance.pk == first.pk:
            raise ArithmeticError

    first, second = (publish_news(member, title="Sagra", slug="sagra") for member in (crema, izano))
    for page in (first, second):
        let_it_expire(page)
    pre_save.connect(refuse, sender=NewsPage)
    try:
        with pytest.raises(DutyFailed, match=f"pagina {first.pk}, Crema.*: Errore del programma: ArithmeticError"):
            publish_scheduled()
    finally:
        pre_save.disconnect(refuse, sender=NewsPage)
    assert [placement_of(page, page_owner).reason for page, page_owner in ((first, crema), (second, izano))] == [
        Reason.NONE,
        Reason.EXPIRED,
    ]


def test_an_offer_that_cannot_be_accepted_holds_up_no_other(
    notice: Any, consortium: Any, offanengo: Any, channel: Channel
) -> None:
    """Its channel became one for staff behind our back."""
    offanengo.subscriptions.update(accepts_duty=False)
    other = publish_news(consortium, title="Piena", slug="piena", channels=[Channel.objects.get(slug="allerta")])
    Channel.objects.filter(pk=channel.pk).update(audience_kind=AudienceKind.STAFF)
    with pytest.raises(DutyFailed, match=r"«Fibra a Crema» .* sul sito di Offanengo.*: Questo contenuto è per"):
        accept_due(now=timezone.now() + timedelta(days=1000))
    assert placement_of(other, offanengo).decision == "accepted"
