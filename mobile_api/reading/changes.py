"""Delta sync: what changed on the sites of some comuni after a cursor, in the order of the commits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from federation.models import Clock, Member, Placement
from federation.models.clock import CLOCK_ID
from mobile_api import cursors
from mobile_api.ids import global_id
from mobile_api.reading.contents import ROWS, Content, read_contents
from mobile_api.reading.kinds import KINDS_BY_NAME
from mobile_api.reading.sites import sites_of_comuni
from mobile_api.refusals import Code, Refusal

KIND = "changes"


@dataclass(frozen=True, slots=True)
class Change:
    """`content` is None for a tombstone."""

    id: str
    item_id: str
    comune: str
    version: int
    withdrawn: bool
    content: Content | None


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of the delta; `cursor` is where the next one begins."""

    nodes: list[Change]
    cursor: str
    has_more: bool


def read_changes(slugs: list[str], *, since: str | None, first: int, now: datetime) -> Changes:
    """Five queries. What was only offered has version 0, and is never read.

    The numbers are read before the content: content can be newer than its number, and is then read again; never older.
    """
    members = _members(slugs)
    scope = cursors.hash_of_set(slugs)
    epoch = _epoch()
    version, pk = _position(since, epoch=epoch, scope=scope)
    rows = list(
        Placement.objects.after(version=version, id=pk)
        .filter(member_id__in=members, item__kind__in=KINDS_BY_NAME)
        .values_list("version", "pk", "item_id", "item__kind", "member_id")[: first + 1]
    )
    page = rows[:first]
    sites = {site.pk: site for site in sites_of_comuni(slugs)}
    shown = ROWS.shown(now=now).filter(pk__in=[row[1] for row in page])
    contents = {content.pk: content for content in read_contents(shown, sites=sites)}
    nodes = [
        Change(
            id=global_id(KINDS_BY_NAME[kind].type_name, row_pk),
            item_id=str(item_id),
            comune=members[member_id],
            version=row_version,
            withdrawn=row_pk not in contents,
            content=contents.get(row_pk),
        )
        for row_version, row_pk, item_id, kind, member_id in page
    ]
    if page:
        version, pk = page[-1][:2]
    return Changes(nodes, cursors.seal(KIND, epoch, version, pk, scope), len(rows) > first)


def _members(slugs: list[str]) -> dict[int, str]:
    """Those that left, too: their tombstones are still to be read."""
    members = Member.objects.filter(kind=Member.Kind.COMUNE, slug__in=slugs).order_by()
    found = dict(members.values_list("pk", "slug"))
    if unknown := set(slugs) - set(found.values()):
        names = ", ".join(sorted(unknown)[:5])
        raise Refusal(Code.COMUNE_UNKNOWN, f"No comune is called: {names[:200]}")
    return found


def _epoch() -> str:
    """Of the database and of the kinds of content that the app can read: with a new kind it starts anew."""
    epoch = Clock.objects.filter(pk=CLOCK_ID).values_list("epoch", flat=True).first()
    return f"{epoch or ''}:{'+'.join(sorted(KINDS_BY_NAME))}"


def _position(since: str | None, *, epoch: str, scope: str) -> tuple[int, int]:
    if since is None:
        return 0, 0
    issued_in, version, pk, issued_for = cursors.unseal(KIND, since)
    if issued_for != scope:
        raise Refusal(
            Code.CURSOR_OF_OTHER_COMUNI,
            "This cursor belongs to another set of comuni. Download a new comune from null, with a cursor of its own.",
        )
    if issued_in != epoch:
        raise Refusal(Code.CURSOR_EXPIRED, "The numbers began anew: download everything again, from null.")
    return int(version), int(pk)
