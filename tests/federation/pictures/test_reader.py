"""The pictures' reader: bounded, repeatable, several at once, through damage, crashes and a storage that is away."""

from __future__ import annotations

import os
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from cms.models import NewsPage
from federation.actions.withdraw import withdraw
from federation.duties import DutyFailed
from federation.models import Brand, Channel, Member, MemberImage, MemberRendition, RenditionSet
from federation.pictures.following import bytes_of, follow, read_changes
from federation.pictures.healing import heal
from federation.storages import RENDITIONS, media_storage
from tests.files import image_of, keys_of, picture
from tests.mobile_api.app import App
from tests.publishing import publish_event, publish_news, republish

pytestmark = pytest.mark.django_db
PATH = "/novita/notizie/piazza/"


@pytest.fixture
def photo(crema: Member) -> MemberImage:
    return image_of(crema, picture(300, 200))


# --- no request makes a picture ----------------------------------------------------------------------------------


def test_no_visitor_and_no_app_makes_or_looks_for_a_picture(
    illustrated: NewsPage, photo: MemberImage, crema: Member, visit: Any, app_feed: str
) -> None:
    """The original and the folder are gone; every page and the app's whole feed answer as if nothing had happened."""
    image = {"image": {"image": photo.pk, "alt_text": "", "decorative": True}, "caption": ""}
    body = illustrated.body.stream_block.to_python([{"type": "picture", "value": image}])
    republish(illustrated, body=body)
    publish_event(crema, title="Festa", start=timezone.now() + timedelta(days=1), image=photo, body=body)
    Brand.objects.filter(member=crema).update(crest=photo)
    media_storage().erase(str(photo.file.name))
    for path in ("/", "/novita/", "/novita/notizie/", PATH, "/vivere-il-comune/", "/vivere-il-comune/eventi/",
                 "/vivere-il-comune/eventi/festa/", "/ricerca/?q=piazza", "/nessuno/"):  # fmt: skip
        answer = visit(crema, path)
        assert answer.status_code == (404 if path == "/nessuno/" else 200)
        assert f"/renditions/{photo.pk}-" in answer.text
    assert "/renditions/" in app_feed_of(app_feed)
    assert not MemberRendition.objects.exists()
    assert not RenditionSet.objects.exists()


@pytest.fixture
def app_feed() -> str:
    return """{ comune(slug: "crema") { crest(width: 100) { url srcset { url } }
      feed(first: 10) { edges { node { image { url srcset { url width format } } bodyHtml } } } } }"""


def app_feed_of(query: str) -> str:
    return str(App().data(query))


# --- the reader ----------------------------------------------------------------------------------------------------


def test_bounded_work_is_done_in_several_goes(crema: Member) -> None:
    for number in range(3):
        publish_news(crema, title=f"Notizia {number}", image=image_of(crema, picture(20, 20)))
    assert follow(most=2) == 2
    assert RenditionSet.objects.filter(made=True).count() == 2
    assert follow() == 1
    assert follow() == 0


def test_a_second_look_does_nothing(illustrated: NewsPage, photo: MemberImage) -> None:
    follow()
    times = [stored.modified for stored in media_storage().files(photo.address(RENDITIONS))]
    with CaptureQueriesContext(connection) as queries:
        assert follow() == 0
    assert len(queries) <= 7
    republish(illustrated, title="Piazza nuova")
    assert follow() == 0, "the text changed, the picture did not"
    assert [stored.modified for stored in media_storage().files(photo.address(RENDITIONS))] == times


def test_the_cost_follows_the_change_and_not_the_sites(
    consortium: Member, crema: Member, izano: Member, channel: Channel, photo: MemberImage
) -> None:
    few = cost_of_reading(lambda: publish_news(crema, title="Una", image=photo))
    many = cost_of_reading(
        lambda: publish_news(consortium, title="Per tutti", image=image_of(consortium), channels=[channel])
    )
    assert many <= few + 2


def cost_of_reading(change: Any) -> int:
    follow()
    change()
    with CaptureQueriesContext(connection) as queries:
        read_changes()
    return len(queries)


def test_a_damaged_image_hinders_nobody_and_its_page_goes_on_without_it(
    illustrated: NewsPage, photo: MemberImage, crema: Member, visit: Any
) -> None:
    whole = image_of(crema, picture(20, 20))
    publish_news(crema, title="Altra", image=whole)
    original = bytes_of(str(photo.file.name))
    media_storage().put(str(photo.file.name), original[:100], content_type="image/png")
    assert "<picture>" in visit(crema, PATH).text
    follow()
    assert keys_of(whole)
    assert keys_of(photo) == []
    assert "<picture>" not in visit(crema, PATH).text, "the page was raised"
    assert follow() == 0, "it is not tried for ever"
    media_storage().put(str(photo.file.name), original, content_type="image/png")
    assert heal().repaired == 1
    assert keys_of(photo)
    assert "<picture>" in visit(crema, PATH).text


def test_an_unforeseen_failure_is_tried_again_later_and_hinders_nobody(
    illustrated: NewsPage, photo: MemberImage, crema: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = image_of(crema, picture(20, 20))
    publish_news(crema, title="Altra", image=whole)

    def too_large(picture: Image.Image, *args: Any, **kwargs: Any) -> Image.Image:
        if picture.size == (photo.width, photo.height):
            raise MemoryError
        return resize(picture, *args, **kwargs)

    resize = Image.Image.resize
    with monkeypatch.context() as machine:
        machine.setattr(Image.Image, "resize", too_large)
        with pytest.raises(DutyFailed, match=rf"Immagine «Piazza.*» \({photo.pk}, crema\)"):
            follow()
    assert (len(keys_of(whole)) > 0, keys_of(photo)) == (True, [])
    with pytest.raises(DutyFailed):  # as long as it is not there, and also while its claim lasts
        follow()
    assert follow(most=4) == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        assert follow() == 1
    assert keys_of(photo)


def test_whoever_dies_at_it_is_followed(
    illustrated: NewsPage, photo: MemberImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies_after_one(picture: Image.Image, *args: Any, **kwargs: Any) -> None:
        if keys_of(photo):
            raise KeyboardInterrupt
        save(picture, *args, **kwargs)

    save = Image.Image.save
    with monkeypatch.context() as machine:
        machine.setattr(Image.Image, "save", dies_after_one)
        with pytest.raises(KeyboardInterrupt):
            follow()
    assert len(keys_of(photo)) == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        follow()
    assert len(keys_of(photo)) == 2 * 3


def test_withdrawn_while_it_is_made_it_does_not_stay(
    illustrated: NewsPage, photo: MemberImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(picture: Image.Image, *args: Any, **kwargs: Any) -> Image.Image:
        if illustrated.live:
            withdraw(illustrated.pk, user=None)
            illustrated.refresh_from_db()
            read_changes()
        return resize(picture, *args, **kwargs)

    resize = Image.Image.resize
    monkeypatch.setattr(Image.Image, "resize", slow)
    follow()
    assert not illustrated.live
    assert keys_of(photo) == []


def test_published_again_while_it_is_erased_it_comes_back(
    illustrated: NewsPage, photo: MemberImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow()
    withdraw(illustrated.pk, user=None)

    def interrupted(path: str) -> None:
        monkeypatch.undo()
        os.remove(path)  # noqa: PTH107 it is what the storage calls
        republish(illustrated)
        read_changes()

    monkeypatch.setattr(os, "remove", interrupted)
    follow()
    assert os.remove is not interrupted, "nothing was erased"
    assert len(keys_of(photo)) == 2 * 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgres
def test_several_readers_at_once_end_where_one_would(crema: Member) -> None:
    images = [image_of(crema, picture(60, 40)) for _ in range(6)]
    pages = [publish_news(crema, title=f"Notizia {n}", image=image) for n, image in enumerate(images)]
    start = Barrier(3)

    def reader() -> None:
        try:
            start.wait()
            for _ in range(4):
                follow()
        finally:
            connections.close_all()

    def editor() -> None:
        try:
            start.wait()
            for page in pages:
                withdraw(page.pk, user=None)
                republish(page)
            withdraw(pages[0].pk, user=None)
        finally:
            connections.close_all()

    threads = [Thread(target=reader), Thread(target=reader), Thread(target=editor)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    follow()
    assert [bool(keys_of(image)) for image in images] == [False, *[True] * 5]
    assert not heal()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_publish_makes_them_by_itself(crema: Member, photo: MemberImage) -> None:
    publish_news(crema, title="Piazza", image=photo)
    assert len(keys_of(photo)) == 2 * 3
