"""Pictures through a storage that is away, a crash, a restore, and somebody's hand in the folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.models import NewsPage
from federation.models import Clock, FileUse, Member, MemberImage, RenditionSet
from federation.models.clock import new_epoch
from federation.pictures.following import follow, read_changes, settle
from federation.pictures.healing import SETTLING, heal
from federation.scheduler import Scheduler
from federation.storages import RENDITIONS, media_storage
from federation.task_health import read_task_health
from federation.unit_of_work import unit_of_work
from tests.files import image_of, keys_of, picture
from tests.publishing import publish_news

pytestmark = pytest.mark.django_db
PATH = "/novita/notizie/piazza/"


@pytest.fixture
def photo(crema: Member) -> MemberImage:
    return image_of(crema, picture(300, 200))


# --- a storage that is away ------------------------------------------------------------------------------------------


@contextmanager
def away(settings: Any) -> Iterator[None]:
    if settings.S3_BUCKET:
        address, settings.S3_ENDPOINT_URL = settings.S3_ENDPOINT_URL, "http://127.0.0.1:1"
        settings.STORAGES = dict(settings.STORAGES)
        yield
        settings.S3_ENDPOINT_URL = address
        settings.STORAGES = dict(settings.STORAGES)
        return
    folder = Path(settings.MEDIA_ROOT)
    folder.rename(folder.with_name("elsewhere"))
    yield
    folder.with_name("elsewhere").rename(folder)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_while_the_storage_is_away_pages_answer_and_the_reader_catches_up(
    storage: str, crema: Member, photo: MemberImage, settings: Any, visit: Any
) -> None:
    with away(settings):
        publish_news(crema, title="Piazza", slug="piazza", image=photo)
        for path in ("/", "/novita/notizie/", PATH):
            assert visit(crema, path).status_code == 200
        Scheduler().tick()
        assert not RenditionSet.objects.filter(made=True).exists()
        assert not MemberImage.objects.get().damaged
        (failing,) = read_task_health().failing
        assert failing.duty.do is follow
        assert failing.run.reasons.startswith("L’archivio dei file non risponde")
        with pytest.raises(CommandError, match="L’archivio dei file non risponde"):
            call_command("renditions", heal=True)
    Scheduler().tick()
    assert not read_task_health().failing
    assert len(keys_of(photo)) == 2 * 3


# --- the nightly repair ----------------------------------------------------------------------------------------------


def test_the_repair_finds_what_is_missing_and_what_lies_there_for_nobody(
    illustrated: NewsPage, photo: MemberImage, settings: Any
) -> None:
    follow()
    assert not heal()
    whole = keys_of(photo)
    lost = {whole[0], whole[3]}
    for key in lost:
        media_storage().erase(key)
    stray = "crema/renditions/999-abc-page-480.webp"
    media_storage().put(stray, b"x", content_type="image/webp")
    assert heal().orphans == 0, "it may be just what somebody is making"
    _age(settings, stray)
    media_storage().erase(whole[1])
    healed = heal()
    assert (healed.orphans, healed.incomplete) == (1, 1)
    assert keys_of(photo) == whole
    assert not heal()


def _age(settings: Any, key: str) -> None:
    past = (timezone.now() - 2 * SETTLING).timestamp()
    os.utime(Path(settings.MEDIA_ROOT) / key, (past, past))


def test_the_repair_finds_what_no_signal_told(illustrated: NewsPage, photo: MemberImage) -> None:
    follow()
    FileUse.objects.all().delete()
    RenditionSet.objects.all().delete()
    heal()
    assert RenditionSet.objects.get().made
    MemberImage.objects.filter(pk=photo.pk).update(focal_point_x=3, focal_point_y=3)
    photo.refresh_from_db()
    heal()
    assert [one.address for one in RenditionSet.objects.all()] == [photo.address(RENDITIONS)]
    assert len(keys_of(photo)) == 2 * 3


def test_after_a_restore_everything_is_read_again(illustrated: NewsPage, photo: MemberImage) -> None:
    follow()
    FileUse.objects.all().delete()
    RenditionSet.objects.all().delete()
    with unit_of_work():
        Clock.objects.update(epoch=new_epoch())
    follow()
    assert RenditionSet.objects.get().made


def test_the_command_says_how_far_it_is(illustrated: NewsPage, photo: MemberImage, capsys: Any) -> None:
    read_changes()
    call_command("renditions")
    assert "0 sets, 1 waiting, 0 images that cannot be read" in capsys.readouterr().out
    call_command("renditions", heal=True)
    assert "1 sets, 0 waiting" in capsys.readouterr().out
    assert settle() == 0
