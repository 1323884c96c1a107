"""The redirects of Wagtail's admin, for addresses that would answer 404; never over what stands, or stood, there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect

from cms.models.public_page import moment_of
from federation.models import Member
from federation.redirects import redirect_from


def redirected(request: HttpRequest) -> HttpResponse | None:
    """None where no redirect was written. The page cache keeps a permanent one only while it cannot go stale there."""
    member: Member | None = getattr(request, "member", None)
    if member is None or request.method not in ("GET", "HEAD"):
        return None
    target = redirect_from(member, request.get_full_path(), now=moment_of(request))
    if target is None:
        return None
    kind = HttpResponsePermanentRedirect if target.permanent else HttpResponseRedirect
    headers = {} if target.lasting else {"Cache-Control": "no-store"}
    return kind(target.address, headers=headers)
