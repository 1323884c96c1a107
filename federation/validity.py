"""Until when what a member's site shows holds, if nobody changes anything: expiry, the end of events, midnight."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Min, Q
from django.utils import timezone

from federation.models import Member, Placement


def valid_until(member: Member, *, now: datetime) -> datetime:
    """The next moment, after `now`, at which anything shown on the site changes by time alone; one query.

    It is the whole site's moment, not the page's: some pages are made again too early, none too late.
    """
    shown = Placement.objects.shown_on(member, now=now)
    moments = shown.aggregate(
        expires=Min("item__expires_at", filter=Q(item__expires_at__gt=now)),
        ends=Min("item__ends_at", filter=Q(item__ends_at__gt=now)),
    )
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return min(moment for moment in (moments["expires"], moments["ends"], midnight) if moment is not None)
