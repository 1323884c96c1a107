"""Whether the sender offers an item at all: the published row decides, never a signal's name."""

from __future__ import annotations

from datetime import datetime

from wagtail.models import Page, PageViewRestriction

from federation.models import Reason


def reason_unavailable(page: Page, *, now: datetime) -> Reason:
    """Why nobody may see the page at `now`; `Reason.NONE` when everybody may."""
    if not page.live:
        return Reason.EXPIRED if page.expired else Reason.WITHDRAWN
    if page.go_live_at and page.go_live_at > now:  # a creation with a future date is inserted live first
        return Reason.WITHDRAWN
    if page.expire_at and page.expire_at <= now:
        return Reason.EXPIRED
    return Reason.PRIVATE if is_private(page) else Reason.NONE


def is_private(page: Page) -> bool:
    """Whether the page, or one above it, asks for a password, a login or a group."""
    steplen = page.steplen
    paths = [page.path[:end] for end in range(steplen, len(page.path) + 1, steplen)]
    return bool(PageViewRestriction.objects.filter(page__path__in=paths).exists())
