"""Whether a member's site lets a visitor have a file: because of a page that it shows now, and as that page itself.

Asked of the placements at every request, so a withdrawal holds for files in the commit in which it holds for the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from federation.models import FileUse, Member, MemberDocument, MemberImage, Placement, Reason
from federation.ports import Listed
from federation.querysets.trees import in_branch

MODELS: dict[str, type[Model]] = {FileUse.Kind.IMAGE: MemberImage, FileUse.Kind.DOCUMENT: MemberDocument}


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """A page that is shown to those whom its restrictions, and those of the pages above it, let in."""

    page: Page
    restrictions: tuple[PageViewRestriction, ...]

    def lets_in(self, request: HttpRequest) -> bool:
        return all(restriction.accept_request(request) for restriction in self.restrictions)


@dataclass(frozen=True, slots=True)
class FileAccess:
    """`public`: some page that refers to the file is shown to everybody. `closed` are the pages that show it to those
    who know their password. `was_shown`: once it was; `former` is then the placement that did, where one is known."""

    public: bool = False
    closed: tuple[ClosedPage, ...] = ()
    former: Placement | None = None
    was_shown: bool = False

    def lets_in(self, request: HttpRequest) -> bool:
        return self.public or any(closed.lets_in(request) for closed in self.closed)


def access_to(kind: FileUse.Kind, file_id: int, *, member: Member, now: datetime) -> FileAccess:
    """On this member's site; at most seven queries, and one more for each restricted page that shows the file."""
    page_ids = _pages_referring_to(kind, file_id)
    placements = Placement.objects.filter(member=member, page_id__in=page_ids) if page_ids else None
    if placements is not None and placements.shown(now=now).exists():
        return FileAccess(public=True)
    frames = _frames(member, page_ids)
    if placements is not None:
        not_over = Q(page__expire_at=None) | Q(page__expire_at__gt=now)
        private = placements.filter(not_over, reason=Reason.PRIVATE, item__owner=member).select_related("page")
        frames += [row.page for row in private if row.page is not None]
    closed = [ClosedPage(page, tuple(page.get_view_restrictions())) for page in frames]
    if not all(one.restrictions for one in closed):
        return FileAccess(public=True)
    if closed:
        return FileAccess(closed=tuple(closed))
    return _former(kind, file_id, member=member, page_ids=page_ids)


def _pages_referring_to(kind: FileUse.Kind, file_id: int) -> list[int]:
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(MODELS[kind]),
        to_object_id=str(file_id),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    return [int(pk) for pk in references.values_list("object_id", flat=True).distinct()]


def _frames(member: Member, page_ids: list[int]) -> list[Page]:
    """Live pages of the member's site that are no items."""
    if not page_ids or member.site is None:
        return []
    pages = Page.objects.filter(in_branch(member.site.root_page.path), pk__in=page_ids, live=True)
    return [page for page in pages if page.specific_class and not issubclass(page.specific_class, Listed)]


def _former(kind: FileUse.Kind, file_id: int, *, member: Member, page_ids: list[int]) -> FileAccess:
    """By the pages that still refer to it, or by what the reader remembers of those that do not any more."""
    uses = FileUse.objects.filter(kind=kind, file_id=file_id)
    known = Placement.objects.filter(member=member, version__gt=0, path__isnull=False).exclude(title_shown="")
    known = known.select_related("item__owner", "member", "section")
    former = known.filter(page_id__in=page_ids).first() or known.filter(item__in=uses.values("item")).first()
    return FileAccess(former=former, was_shown=former is not None or uses.filter(item=None, member=member).exists())
