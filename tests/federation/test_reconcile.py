"""The repair: it reports and heals what was changed or lost behind our back, and leaves alone what is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models.signals import pre_save
from django.utils import timezone
from wagtail.models import Comment

from cms.models import NewsPage
from federation.actions.override import Overrides, override
from federation.actions.reconcile import reconcile
from federation.actions.subscribe import subscribe
from federation.duties import DutyFailed
from federation.models import Item, Member, MemberVersion, Mode, Placement, User
from federation.ports.listed import INVISIBLE_FIELDS, visible_data
from federation.scheduler import reconcile_and_log
from federation.unit_of_work import unit_of_work
from tests.conftest import new_member
from tests.publishing import placement_of, publish_news, republish, section_of
from tests.rising import versions

pytestmark = pytest.mark.django_db

PATH = "/novita/notizie/fibra/"


def tables() -> list[Any]:
    """Everything that a repair could write."""
    models = (Item, Placement, MemberVersion)
    return [list(model.objects.order_by("pk").values()) for model in models]


def of_crema(page: Any) -> Any:
    return Placement.objects.filter(item__page_id=page.pk, member__slug="crema")


def of_item(page: Any) -> Any:
    return Item.objects.filter(page_id=page.pk)


def of_owner(page: Any) -> Any:
    return Placement.objects.filter(item__page_id=page.pk, member__slug="consorzio")


DAMAGES: dict[str, Callable[[Any], Any]] = {
    "an expiry that was lost": lambda page: of_item(page).update(expires_at=timezone.now()),
    "another summary": lambda page: of_item(page).update(summary="Un’altra"),
    "another picture": lambda page: of_item(page).update(image_id=77),
    "another last change": lambda page: of_item(page).update(updated_at=timezone.now()),
    "a raise that was lost": lambda page: of_crema(page).update(digest="0" * 64),
    "a title": lambda page: of_crema(page).update(title_shown="Altro"),
    "availability": lambda page: of_crema(page).update(available=False, reason="withdrawn"),
    "the owner's address": lambda page: of_owner(page).update(path="/novita/altrove/fibra/"),
    "the item's title": lambda page: Item.objects.filter(page_id=page.pk).update(title="Altro"),
    "the owner's placement": lambda page: of_owner(page)._raw_delete("default"),
    "all placements and the item": lambda page: (
        Placement.objects.filter(item__page_id=page.pk)._raw_delete("default"),
        Item.objects.filter(page_id=page.pk)._raw_delete("default"),
    ),
    "an unpublication outside any unit of work": lambda page: page.unpublish(),
    "a publication outside any unit of work": lambda page: (
        setattr(page, "title", "Di nascosto") or page.save_revision().publish()
    ),
    "a deletion outside any unit of work": lambda page: page.delete(),
    "a member's number": lambda page: MemberVersion.objects.filter(member__slug="crema").update(version=0),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_reported_and_healed_once(notice: Any, damage: Callable[[Any], Any], visit: Any) -> None:
    page_id = notice.pk
    before = versions()
    damage(notice)
    damaged = tables()
    reported = reconcile(dry_run=True)
    assert len(reported) == 1
    assert reported[0].page_id in (page_id, None)
    assert not reported[0].healed
    assert tables() == damaged, "a dry run writes nothing"
    healed = reconcile()
    assert [difference.healed for difference in healed] == [True]
    assert reconcile() == []
    assert versions()["crema"] > before["crema"]
    row = MemberVersion.objects.get(member__slug="crema")
    assert row.version >= max(Placement.objects.filter(member__slug="crema").values_list("version", flat=True))


def test_healed_sites_say_what_the_pages_say(notice: Any, crema: Member, visit: Any) -> None:
    DAMAGES["a publication outside any unit of work"](notice)
    assert placement_of(notice, crema).title_shown == "Fibra a Crema"
    reconcile()
    assert placement_of(notice, crema).title_shown == "Di nascosto"
    notice.delete()
    reconcile()
    assert visit(crema, PATH).status_code == 410
    assert Item.objects.get().page_id is None


def test_own_words_and_decisions_survive_a_repair(notice: Any, crema: Member, visit: Any) -> None:
    override(placement_of(notice, crema).pk, overrides=Overrides(title="A Crema"), user=None)
    of_crema(notice).update(digest="0" * 64, title_shown="Altro")
    reconcile()
    assert placement_of(notice, crema).title_shown == "A Crema"
    assert "A Crema" in visit(crema, PATH).text


def test_a_repair_delivers_nothing_that_was_not_sent(notice: Any, consortium: Member, offanengo: Member) -> None:
    """A member that subscribes later is reached by the next publication, not by night."""
    late = new_member("soncino", mode=Mode.AUTOMATIC)
    assert reconcile() == []
    assert not Placement.objects.filter(member=late).exists()
    republish(notice, title="Fibra corretta")
    assert placement_of(notice, late).shown


def test_a_page_that_was_inserted_live_is_no_difference(crema: Member) -> None:
    page_type = section_of(crema).allowed_subpage_models()[0]
    with unit_of_work():
        section_of(crema).add_child(instance=page_type(title="Importata", slug="importata"))
    assert Placement.objects.get().shown
    assert reconcile() == []


def test_the_digest_reads_all_that_is_stored_of_a_page_but_what_no_visitor_sees(notice: Any) -> None:
    stored = notice.serializable_data()
    assert visible_data(notice) == {name: value for name, value in stored.items() if name not in INVISIBLE_FIELDS}


def test_a_comment_between_editors_is_no_difference(notice: Any, consortium_publisher: User) -> None:
    Comment.objects.create(page=notice, user=consortium_publisher, contentpath="title", text="Da rivedere?")
    assert reconcile() == []


def test_the_command_says_what_it_found_and_fails_when_it_found_something(notice: Any, capsys: Any) -> None:
    of_crema(notice).update(title_shown="Altro")
    with pytest.raises(SystemExit):
        call_command("reconcile", "--dry-run")
    assert "Fibra a Crema" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("reconcile")
    call_command("reconcile")
    assert "0 differences" in capsys.readouterr().out


def test_a_removed_subscription_that_is_taken_up_again_is_no_difference(
    notice: Any, crema: Member, channel: Any
) -> None:
    subscribe(crema, channel, mode=Mode.OFF, accepts_duty=False, also_remove=True, user=None)
    subscribe(crema, channel, mode=Mode.AUTOMATIC, accepts_duty=False, user=None)
    assert reconcile() == []
    republish(notice)
    assert placement_of(notice, crema).shown


# --- pages that cannot be compared ----------------------------------------------------------------------------------


@contextmanager
def before_saving(item_of: Any, do: Callable[[], object]) -> Iterator[None]:
    """Something happens in the middle of the repair, each time the item of that page is written."""

    def receive(sender: Any, instance: Item, **kwargs: Any) -> None:
        if instance.page_id == item_of.pk:
            do()

    pre_save.connect(receive, sender=Item)
    try:
        yield
    finally:
        pre_save.disconnect(receive, sender=Item)


def break_down() -> None:
    raise ArithmeticError


def test_a_page_that_cannot_be_compared_is_named_and_hinders_no_other(
    notice: Any, crema: Member, capsys: Any, caplog: pytest.LogCaptureFixture
) -> None:
    other, gone = (publish_news(crema, title=title) for title in ("Sagra", "Festa"))
    for page in (notice, other):
        of_item(page).update(title="Altro")
    DAMAGES["a deletion outside any unit of work"](gone)
    with before_saving(notice, break_down):
        with pytest.raises(DutyFailed) as failed:
            reconcile_and_log()
        with pytest.raises(SystemExit):
            call_command("reconcile")
    reason = f"«Fibra a Crema» (pagina {notice.pk}, Consorzio): Errore del programma: ArithmeticError."
    assert failed.value.reasons == [reason]
    assert f"page {notice.pk}: {reason}\n1 differences" in capsys.readouterr().out
    assert [record.exc_info is not None for record in caplog.records if "not be compared" in record.message] == [
        True
    ] * 2
    assert Item.objects.filter(title="Sagra").exists()
    assert not Item.objects.filter(title="Festa", page__isnull=False).exists()
    assert [difference.healed for difference in reconcile()] == [True]


def test_a_page_that_is_deleted_while_others_are_compared_is_passed_over(notice: Any, crema: Member) -> None:
    other = publish_news(crema, title="Sagra")
    assert other.pk > notice.pk
    of_item(notice).update(title="Altro")
    with before_saving(notice, lambda: NewsPage.objects.filter(pk=other.pk).delete()):
        assert [(difference.page_id, difference.healed) for difference in reconcile()] == [(notice.pk, True)]
    assert not Item.objects.filter(page_id=other.pk).exists()
