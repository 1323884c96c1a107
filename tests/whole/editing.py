"""What the people who write do in a random history."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from wagtail.coreutils import find_available_slug
from wagtail.models import PageViewRestriction

from cms.models import EventPage, NewsPage
from federation.actions.withdraw import withdraw
from federation.unit_of_work import unit_of_work
from tests.publishing import publish, republish, section_of
from tests.whole.history import CHANNELS, COMUNI, History, NotNow, hours, pick, picture_file, step
from tests.whole.notices import Notice

MOST_NOTICES = 6  # few, so that much happens to each
SLUGS = ("lavori", "festa", "scuola")  # so few that they clash
NEVER = "Mai pubblicato"
some_channels = st.frozensets(st.sampled_from(CHANNELS))
some_members = st.frozensets(st.sampled_from(COMUNI), max_size=2)
obligations = st.sampled_from(["recommended", "optional", "duty"])
owners = st.sampled_from(["consorzio", "consorzio", "crema"])
some_picture = st.sampled_from([None, 0, 1])


class Abandoned(Exception):
    """What a unit of work is rolled back by."""


class Editing(History):
    """Every step does one thing to the product and the same to the model."""

    @step(6, owner=owners, kind=st.sampled_from(["news", "news", "event"]), slug=st.sampled_from(SLUGS),
          channels=some_channels, to=some_members, grade=obligations, picture=some_picture,
          ends=st.none() | hours, after=st.none() | st.none() | hours)  # fmt: skip
    def publish(self, owner: str, kind: str, slug: str, channels: frozenset[str], to: frozenset[str], grade: str,
                picture: int | None, ends: int | None, after: int | None) -> None:  # fmt: skip
        """At once, or from some hour on."""
        if len(self.existing()) >= MOST_NOTICES or owner not in self.world.palettes:
            raise NotNow
        notice = self._new_notice(owner, kind, slug, channels, to, grade, picture, ends)
        section = section_of(self.members[owner], "eventi" if kind == "event" else "notizie")
        page = self._page_of(notice, slug=find_available_slug(section, slug))
        moment = self._whole_hour(after) if after else None
        publish(page, section, go_live_at=moment, **self.audience(channels, to))
        notice.slug = page.slug
        key = self.remember(page, notice)
        if moment:
            self.scheduled[key] = (moment, notice.title)
        else:
            self.world.publish(key, self.now)

    @step(5, which=pick, slug=st.sampled_from(SLUGS) | st.none(), channels=some_channels, to=some_members,
          grade=obligations, same_audience=st.booleans(), picture=some_picture, expires=st.none() | hours)  # fmt: skip
    def publish_again(self, which: int, slug: str | None, channels: frozenset[str], to: frozenset[str], grade: str,
                      same_audience: bool, picture: int | None, expires: int | None) -> None:  # fmt: skip
        notice = self._pick(which)
        page = self.pages[self.touched]
        notice.title, notice.picture = self.title(), picture
        if notice.kind == "news":  # the app is not told when an event expires
            notice.expires = self._whole_hour(expires) if expires else None
        if not same_audience and notice.obligation:
            notice.channels, notice.members, notice.obligation = channels, to, grade
        if slug and not notice.slug.startswith(slug):
            notice.slug = find_available_slug(page.get_parent(), slug)
        self.scheduled.pop(self.touched, None)
        republish(
            page, title=notice.title, slug=notice.slug, expire_at=notice.expires, go_live_at=None,
            image=self._picture(picture), obligation=notice.obligation,
            **self.audience(notice.channels, notice.members),
        )  # fmt: skip
        self.world.publish(self.touched, self.now)

    @step(which=pick, after=hours)
    def publish_later(self, which: int, after: int) -> None:
        """Another title, from some hour on; what is shown now stays."""
        self._pick(which)
        moment, title = self._whole_hour(after), self.title()
        republish(self.pages[self.touched], title=title, go_live_at=moment)
        self.scheduled[self.touched] = (moment, title)

    @step(1, which=pick)
    def save_draft(self, which: int) -> None:
        self._pick(which)
        page = self.pages[self.touched]
        with unit_of_work():
            page.title = NEVER
            page.save_revision()
        page.refresh_from_db()

    @step(which=pick, explanation=st.sampled_from(["", "Rinviato."]))
    def withdraw(self, which: int, explanation: str) -> None:
        self._pick(which, live=True)
        withdraw(self.pages[self.touched].pk, explanation=explanation, user=None)
        self.pages[self.touched].refresh_from_db()
        self.scheduled.pop(self.touched, None)
        self.world.retire(self.touched, explanation=explanation)

    @step(1, which=pick)
    def delete(self, which: int) -> None:
        self._pick(which)
        with unit_of_work():
            type(self.pages[self.touched]).objects.get(pk=self.pages[self.touched].pk).delete()
        self.scheduled.pop(self.touched, None)
        self.world.retire(self.touched, deleted=True)

    @step(3, which=pick, kind=st.sampled_from(["password", "login", "", ""]))
    def restrict(self, which: int, kind: str) -> None:
        notice = self._pick(which)
        page = self.pages[self.touched]
        with unit_of_work():
            for restriction in PageViewRestriction.objects.filter(page_id=page.pk):
                restriction.delete()
            if kind:
                PageViewRestriction.objects.create(page_id=page.pk, restriction_type=kind, password="prova")
        if kind or notice.private:
            self.world.restrict(self.touched, kind, self.now)

    @step(4, number=st.sampled_from([0, 1]))
    def replace_picture(self, number: int) -> None:
        """Its users are placed anew."""
        self.world.files[number] += 1
        image = self.pictures[number]
        file = picture_file(number, self.world.files[number])
        data = {"title": image.title, "collection": image.collection_id, "tags": "", "description": "", "file": file}
        self.desk().post("wagtailimages:edit", image.pk, **data)
        for key in self.existing(live=True):
            notice = self.world.notices[key]
            if number in (notice.picture, *(row.picture for row in notice.rows.values())):
                self.world.publish(key, self.now)
                self.touched = key

    @step(member=st.sampled_from(["consorzio", *COMUNI]), palette=st.sampled_from(["blu", "verde", "rosso"]))
    def paint(self, member: str, palette: str) -> None:
        if member not in self.world.palettes:
            raise NotNow
        brand = self.members[member].brand
        with unit_of_work():
            brand.palette = palette
            brand.save()
        self.world.palettes[member] = palette

    @step(which=pick, looked_at=st.booleans())
    def give_up(self, which: int, looked_at: bool) -> None:
        """A correction and a withdrawal that end in an error, both undone; somebody may even look meanwhile."""
        notice = self._pick(which, live=True)
        if notice.owner not in notice.rows:  # it had expired before it was published
            raise NotNow
        page, site = self.pages[self.touched], self.sites[notice.owner]
        with suppress(Abandoned), unit_of_work():
            republish(page, title=NEVER, go_live_at=None)
            withdraw(page.pk, user=None)
            if looked_at:
                site.page(self.world.path(notice, notice.owner))
            raise Abandoned
        page.refresh_from_db()

    def _new_notice(self, owner: str, kind: str, slug: str, channels: frozenset[str], to: frozenset[str], grade: str,
                    picture: int | None, ends: int | None) -> Notice:  # fmt: skip
        starts = self._whole_hour(20) if kind == "event" else None
        return Notice(
            owner, kind, self.title(), slug, timezone.localdate(), channels, to, grade, picture, starts,
            starts + timedelta(hours=ends) if starts and ends else None,
        )  # fmt: skip

    def _page_of(self, notice: Notice, *, slug: str) -> Any:
        fields = {"title": notice.title, "slug": slug, "obligation": notice.obligation, "live": False}
        picture = self._picture(notice.picture)
        if notice.kind == "event":
            return EventPage(start=notice.starts, end=notice.ends, image=picture, **fields)
        return NewsPage(image=picture, **fields)

    def _picture(self, number: int | None) -> Any:
        return self.pictures[number] if number is not None else None

    def _pick(self, which: int, **having: Any) -> Notice:
        self.touched = self.one_of(self.existing(**having), which)
        return self.world.notices[self.touched]

    def _whole_hour(self, after: int) -> datetime:
        return self.now.replace(minute=0, second=0) + timedelta(hours=after)
