"""Kills a process that publishes, at random moments, and checks what the repair makes of it.

`python -m tests.killing <times> <seed>` on the database of DATABASE_URL, which must be empty. Processes are forked, so
that a hundred kills take a minute or two.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from random import Random
from typing import NoReturn

import django
from django.core.management import call_command
from django.db import connections

import tests.environment  # noqa: F401 sets what Django reads next

LONGEST_CHANGE = 0.1  # seconds
MOST_CHANGES = 4  # in one life
PAGES = 8


def main(times: int, seed: int) -> None:
    """Ends with an exception when something was not healed."""
    from tests.conftest import new_member

    call_command("migrate", verbosity=0)
    consortium = new_member("consorzio", kind="consortium")
    consortium.channels.create(name="Banda", slug="banda")
    for slug in ("crema", "izano"):
        new_member(slug)
    random, changes, healed = Random(seed), 0, 0
    for number in range(times):
        changes += _live_and_die(
            Random(f"{seed}/{number}"),
            changes=random.randint(1, MOST_CHANGES),
            seconds=random.random() * LONGEST_CHANGE,
        )
        healed += bool(_heal_and_check())
    sys.stdout.write(f"seed {seed}: {times} kills in {changes} changes, {healed} of them left something to heal\n")


def _live_and_die(random: Random, *, changes: int, seconds: float) -> int:
    """Kills `seconds` after the given change has begun; says how many were begun until then."""
    connections.close_all()
    reading, writing = os.pipe()
    victim = os.fork()
    if victim == 0:
        _work(random, ready=writing)
    os.close(writing)
    try:
        for _ in range(changes):
            assert os.read(reading, 1) == b"!", "the victim died by itself"
        time.sleep(seconds)
    finally:
        os.kill(victim, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(victim, 0)[1])
        begun = changes + len(os.read(reading, 10_000))
        os.close(reading)
    assert status == -signal.SIGKILL, "the victim died by itself"
    return begun


def _work(random: Random, *, ready: int) -> NoReturn:
    """Changes until it is killed and says when it begins one; an error ends it by another status."""
    try:
        while True:
            os.write(ready, b"!")
            _change_something(random)
    finally:
        os._exit(1)


def _change_something(random: Random) -> None:
    """Publishes, corrects, withdraws: in a unit of work, and outside as somebody does in a shell."""
    from cms.models import NewsPage
    from federation.actions.withdraw import withdraw
    from federation.models import Channel, Member
    from tests.publishing import publish_news, republish

    title = f"Avviso {random.randrange(10**9)}"
    pages = list(NewsPage.objects.order_by("pk"))
    if len(pages) < PAGES:
        owner = Member.objects.get(slug="consorzio")
        publish_news(owner, title=title, channels=[Channel.objects.get(slug="banda")])
        return
    page = random.choice(pages)
    way = random.randrange(6)
    if way == 0:
        republish(page, title=title)
    elif way == 1 and page.live:
        withdraw(page.pk, user=None)
    elif way == 2 and page.live:
        page.unpublish()  # from here on as in a shell: Wagtail commits, placing follows in a commit of its own
    else:
        page.title = title
        page.save_revision().publish()


def _heal_and_check() -> int:
    """How many differences there were. Afterwards no site shows what its page does not say."""
    from cms.models import NewsPage
    from federation.actions.reconcile import reconcile
    from federation.models import Member, MemberVersion, Placement

    found = reconcile()
    left = reconcile(dry_run=True)
    assert left == [], left
    for page in NewsPage.objects.all():
        rows = list(Placement.objects.filter(item__page_id=page.pk).select_related("member__version_row"))
        assert len(rows) in ({Member.objects.count()} if page.live else {0, Member.objects.count()})
        assert {row.shown for row in rows} <= {page.live}, f"{page} live={page.live}: {rows}"
        assert not page.live or {row.title_shown for row in rows} == {page.title}
        assert all(row.version <= row.member.version_row.version for row in rows)
    assert MemberVersion.objects.count() == Member.objects.count()
    return len(found)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
