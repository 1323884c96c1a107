"""Random histories: what time brings, readers that stop and resume, and a comparison of everything after each step."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from inspect import getmembers
from typing import Any

from django.core.management import call_command
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from federation.actions.accept_due import accept_due
from federation.actions.reconcile import reconcile
from federation.models import Placement
from search.engine import elasticsearch_engine
from search.indexer import follow
from tests.whole.editing import Editing
from tests.whole.expected import (
    Expected,
    compare,
    compare_list,
    expected,
    expected_answer,
    expected_list,
    home_bands,
    shown_on,
)
from tests.whole.history import NotNow, hours, pick, step
from tests.whole.model import SECTIONS
from tests.whole.notices import ROME
from tests.whole.on_phones import compare_copy, compare_lists, compare_node
from tests.whole.receiving import Receiving
from tests.whole.sites import cards_in, palette_of

STEPS = 50  # of one history, those that found something to do


class HistoryMachine(Editing, Receiving):
    """A failure prints the shortest history that shows it.

    One rule for all steps: Hypothesis would leave out most of many rules in each history, and four are few.
    """

    @rule(what=st.deferred(lambda: what_may_happen()))
    def do(self, what: tuple[str, dict[str, Any]]) -> None:
        name, arguments = what
        self.idle = True
        if self.done < STEPS:
            with suppress(NotNow):
                getattr(self, name)(**arguments)
                self.idle = False
                self.done += 1
                type(self).steps += 1

    def nothing(self) -> None:
        """The simplest step of all, with which Hypothesis makes the history that it tries first."""
        raise NotNow

    @step(after=hours)
    def wait_hours(self, after: int) -> None:
        self.clock.shift(timedelta(hours=after))

    @step(1)
    def wait_for_two_weeks(self) -> None:
        self.clock.shift(timedelta(days=14))

    @step(a_second_before=st.booleans())
    def wait_for_the_next_moment(self, a_second_before: bool) -> None:
        """At which something changes by time alone."""
        moment = min(self._next_moments())
        self.clock.move_to(max(self.now, moment - timedelta(seconds=1) if a_second_before else moment))

    @step(4, then_reconcile=st.booleans())
    def scheduler(self, then_reconcile: bool) -> None:
        """Whatever it brings, there is nothing left to repair."""
        call_command("publish_scheduled")
        for key in self.world.expire(self.now):
            self.pages[key].refresh_from_db()
            self.scheduled.pop(key, None)
        due = [key for key, (moment, _) in self.scheduled.items() if moment <= self.now]
        for key in sorted(due, key=lambda key: self.scheduled[key][0]):
            self.world.notices[key].title = self.scheduled.pop(key)[1]
            self.world.publish(key, self.now)
            self.pages[key].refresh_from_db()
        accept_due()
        self.world.accept_due(self.now)
        if then_reconcile:
            assert reconcile(dry_run=True) == []

    @step(which=st.integers(0, 2), pages=st.integers(1, 3))
    def sync_phone(self, which: int, pages: int) -> None:
        phone = self.phones[which % len(self.phones)]
        for _ in range(pages):
            phone.sync_page()

    @step(1)
    def index_a_little(self) -> None:
        follow(most=1)

    @step(which=pick, number=pick)
    def search(self, which: int, number: int) -> None:
        """Once the index has caught up, each word finds exactly what the site shows with it."""
        follow()
        if engine := elasticsearch_engine():
            engine.refresh()
        members = sorted(self.world.palettes)
        self._compare_search(members[which % len(members)], f"{1 + number % max(self.number, 1):04}")

    @step(1)
    def read_everything(self) -> None:
        for member in self.world.palettes:
            self._compare_site(member)
            for key in self.world.notices:
                self._compare_notice(key, member)

    @invariant()
    def everything_is_as_the_model_says(self) -> None:
        if self.idle:
            return
        self._compare_placements()
        self._compare_phones()
        members, steps = sorted(self.world.palettes), self.done
        self._compare_site(members[steps % len(members)], part=steps)
        for member in self.members:
            self._compare_notice(self.touched, member)
        self.clock.shift(timedelta(seconds=1))

    def _compare_placements(self) -> None:
        rows = Placement.objects.shown(now=self.now).select_related("member")
        wanted = {
            (member, self.world.path(notice, member), row.title or notice.title)
            for member in self.world.palettes
            for notice, row in shown_on(self.world, member, self.now)
        }
        assert {(row.member.slug, row.path, row.title_shown) for row in rows} == wanted

    def _compare_phones(self) -> None:
        """In turns what it asks for and what it keeps."""
        turn, what = divmod(self.done, 2)
        phone = self.phones[turn % len(self.phones)]
        if what:
            compare_lists(self.world, phone, self.now, self.album)
        else:
            resumed = phone.resumed()
            compare_copy(self.world, resumed, self.now, self.album)
            compare_node(phone, resumed)

    def _compare_site(self, member: str, *, part: int | None = None) -> None:
        """All of it, or one of three parts."""
        if part is None or part % 3 == 0:
            self._compare_home(member)
        if part is None or part % 3 == 1:
            self._compare_lists(member)
        if part is None or part % 3 == 2:
            self._compare_landings(member)
            for address in [path for slug, path in self.world.former if slug == member]:
                self._compare_address(member, address)

    def _compare_home(self, member: str) -> None:
        home = self.sites[member].get("/").text
        assert palette_of(home) == self.world.palettes[member]
        for band, (wanted, limit) in home_bands(self.world, member, self.now).items():
            compare_list(cards_in(home, band=band), wanted, self.album, limit=limit)

    def _compare_lists(self, member: str) -> None:
        for kind, section in SECTIONS.items():
            wanted = expected_list(self.world, member, kind, self.now)
            compare_list(self.sites[member].whole_list(section), wanted, self.album)

    def _compare_landings(self, member: str) -> None:
        for kind, section in SECTIONS.items():
            wanted = expected_list(self.world, member, kind, self.now)
            latest = wanted if kind == "news" else [one for one in wanted if not one.order[0]]
            compare_list(self.sites[member].list_on(f"/{section.split('/')[1]}/"), latest, self.album, limit=6)

    def _compare_notice(self, key: int, member: str) -> None:
        """Where it has, or ever had, an address on the site."""
        notice = self.world.notices.get(key)
        if notice is None or member not in notice.rows:
            return
        if member not in self.world.palettes:
            assert self.sites[member].get("/").status_code == 421
        elif notice.rows[member].slug:
            self._compare_address(member, self.world.path(notice, member))

    def _compare_address(self, member: str, address: str) -> None:
        wanted = expected_answer(self.world, member, address, self.now)
        found = self.sites[member].page(address)
        if isinstance(wanted, Expected):
            assert not isinstance(found, int), f"{member} {address} answers {found}, not {wanted}"
            compare(found, wanted, self.album, role="page")
        elif isinstance(wanted, str):
            answer = self.sites[member].get(address)
            assert (found, answer.headers.get("Location")) == (301, wanted), f"{member} {address}"
        else:
            assert found == wanted, f"{member} {address} answers {found}, not {wanted}"

    def _compare_search(self, member: str, word: str) -> None:
        shown = shown_on(self.world, member, self.now)
        for text, having in (("avviso", shown), (word, [(n, r) for n, r in shown if word in f"{n.title} {r.title}"])):
            html = self.sites[member].get(f"/ricerca/?q={text}").text
            assert "Ricerca ridotta" not in html
            found = cards_in(html)
            wanted = {expected(self.world, notice, member, self.now).seen.path for notice, _ in having}
            assert {card.path for card in found} == wanted, f"{member}, «{text}»"

    def _next_moments(self) -> list[datetime]:
        notices = [notice for notice in self.world.notices.values() if notice.live]
        moments = [moment for notice in notices for moment in (notice.expires, notice.starts, notice.ends)]
        moments += [row.due for notice in notices for row in notice.rows.values()]
        moments += [moment for moment, _ in self.scheduled.values()]
        midnight = self.now.astimezone(ROME).replace(hour=0, minute=0, second=0) + timedelta(days=1)
        return [moment for moment in [*moments, midnight] if moment is not None and moment > self.now]


def what_may_happen() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """Names of steps with their arguments."""
    steps = {name: method.step for name, method in getmembers(HistoryMachine) if hasattr(method, "step")}
    names = ["nothing", *(name for name, (weight, _) in steps.items() for _ in range(weight))]
    arguments = {name: st.fixed_dictionaries(given) for name, (_, given) in steps.items()} | {"nothing": st.just({})}
    return st.sampled_from(names).flatmap(lambda name: st.tuples(st.just(name), arguments[name]))
