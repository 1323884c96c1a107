"""What is due by its date is published, what has expired is taken off: page and placements in one commit, each page
in its own. A page that cannot be published is told, is tried again at the next turn, and holds up no other.

Only what has an item expires: the pages of a site's tree are part of it, whatever stands in their column.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from federation.actions.one_by_one import OneByOne
from federation.ports import Listed
from federation.refusal import ActionRefused
from federation.task_words import page_in_words, reason_of
from federation.tree_locks import lock_pages
from federation.unit_of_work import unit_of_work

NOT_PUBLISHED = "federation.not_published"


def publish_scheduled() -> None:
    """Raises `DutyFailed` with the pages that could not be done, after all others are."""
    now = timezone.now()
    pages = OneByOne()
    for page_id in expired_pages(now):
        with pages.trying(partial(page_in_words, page_id)):
            _expire(page_id)
    for revision_id, page_id in due_revisions(now):
        with pages.trying(partial(page_in_words, page_id)):
            _publish(revision_id, page_id)
    pages.tell()


def expired_pages(now: datetime) -> list[int]:
    over = Page.objects.type(Listed).filter(live=True, expire_at__lte=now)
    return list(over.order_by("pk").values_list("pk", flat=True))


def due_revisions(now: datetime) -> list[tuple[int, int]]:
    """Each with its page."""
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    return [(pk, int(page_id)) for pk, page_id in due.values_list("pk", "object_id")]


def _expire(page_id: int) -> None:
    with unit_of_work():
        lock_pages([page_id])
        page = Page.objects.filter(pk=page_id, live=True).first()
        if page is not None:
            page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision_id: int, page_id: int) -> None:
    try:
        with unit_of_work():
            revision = Revision.objects.filter(pk=revision_id, approved_go_live_at__isnull=False).first()
            if revision is not None:
                lock_pages([page_id])
                revision.publish(log_action="wagtail.publish.scheduled")
    except (ActionRefused, ValidationError) as error:
        _tell_its_editors(revision_id, page_id, reason_of(error))
        raise


def _tell_its_editors(revision_id: int, page_id: int, reason: str) -> None:
    """What they can put right stands in the page's history, once for each revision."""
    page = Page.objects.filter(pk=page_id).first()
    told = PageLogEntry.objects.filter(page=page_id, revision=revision_id, action=NOT_PUBLISHED)
    if page is not None and not told.exists():
        log(page.specific, NOT_PUBLISHED, revision=Revision.objects.get(pk=revision_id), data={"reason": reason})
