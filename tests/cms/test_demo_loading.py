"""`make demo` again: what somebody did to what it had loaded stays done."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from wagtail.models import Page

from cms.demo import reading
from cms.demo.actions.load_members import load_members
from cms.demo.actions.load_notices import load_notices
from federation.models import Association, Channel, Item, Member, MemberImage, User
from federation.unit_of_work import unit_of_work
from tests.admin_desk import Desk
from tests.publishing import republish, section_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_demonstration")]
OFFICE, WORKS, DAYS = "notizia", "in-piu", "giornata"  # keys of notices


@pytest.fixture
def small_demonstration(
    consortium: Member, crema: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[None]:
    """The demonstration's own files, as far as they are about Crema; with three notices, loaded once."""
    settings.MEDIA_ROOT = tmp_path / "media"
    real = {name: reading.read_yaml(name) for name in ("consortium", "notices")}
    comuni = [row for row in reading.read_comuni() if row["slug"] == "crema"]
    association = real["consortium"]["associations"][0] | {"lead": "crema", "members": ["crema"]}
    first, second = real["notices"]["notices"][:2]
    own = next(row for row in real["notices"]["own_notices"] if row["own_of"] == "crema")
    notices = {"notices": [first | {"key": DAYS}, second | {"key": OFFICE}], "own_notices": [own | {"key": WORKS}]}
    for name, content in (
        ("consortium", real["consortium"] | {"associations": [association]}),
        ("notices", notices),
    ):
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    with (tmp_path / "comuni.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, comuni[0].keys())
        writer.writeheader()
        writer.writerows(comuni)
    monkeypatch.setattr(reading, "DATA", tmp_path)
    _forget_files()
    load()
    yield
    _forget_files()


def _forget_files() -> None:
    reading.read_yaml.cache_clear()
    reading.read_comuni.cache_clear()


def load() -> None:
    list(load_members())
    list(load_notices())


def notice_of(key: str) -> Any:
    return Page.objects.get(slug=key).specific


def counts() -> dict[str, int]:
    models = (Page, Item, MemberImage, Channel, Association, Member, User)
    return {model.__name__: model._default_manager.count() for model in models}


def test_untouched_it_changes_nothing() -> None:
    assert Item.objects.filter(page__slug__in=(DAYS, OFFICE, WORKS)).count() == 3
    before = counts()
    load()
    assert counts() == before


def test_a_notice_that_was_deleted_or_moved_or_has_another_address_is_not_published_again(
    consortium: Member, crema: Member, visit: Any
) -> None:
    with unit_of_work():
        notice_of(DAYS).delete()
        notice_of(WORKS).move(section_of(crema, "avvisi"), "last-child")
    republish(notice_of(OFFICE), slug="altro", title="Altro")
    before = counts()
    load()
    assert counts() == before
    assert visit(crema, f"/vivere-il-comune/eventi/{DAYS}/").status_code == 410
    assert visit(consortium, f"/novita/notizie/{OFFICE}/").status_code == 301


def test_what_the_admin_deleted_stays_deleted(admin_site: Any) -> None:
    desk = Desk(admin_site(User.objects.get(username="admin")))
    for key in (DAYS, OFFICE):
        desk.delete(notice_of(key))
    MemberImage.objects.all().delete()
    desk.post("federation_channel_register:delete", Channel.objects.get(slug="pnrr").pk)
    Association.objects.all().delete()
    User.objects.filter(username="segreteria").delete()
    before = counts()
    load()
    assert counts() == before


def test_a_member_and_its_pages_may_have_other_names_and_addresses(crema: Member) -> None:
    Member.objects.filter(pk=crema.pk).update(name="Crema e dintorni", hostname="nuova.localhost")
    section, landing = section_of(crema), section_of(crema).get_parent().specific
    republish(section, title="Cronaca", slug="cronaca")
    republish(landing, slug="attualita")
    before = counts()
    load()
    assert counts() == before
    crema.refresh_from_db()
    assert (crema.name, crema.hostname) == ("Crema e dintorni", "nuova.localhost")
    assert section_of(crema).slug == "cronaca"
