"""Renditions on the hosts of the sites: public ones where no bucket has them, and those of pages behind a password."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from cms.views.redirected import redirected
from cms.views.stored_file import stored_file
from federation.file_access import access_to
from federation.models import FileUse, Member
from federation.pictures.sizes import image_id_in
from federation.storages import KEPT_FOR_EVER, PRIVATE, RENDITIONS, content_type_of, region_of


@require_safe
def media(request: HttpRequest, key: str) -> HttpResponseBase:
    """Nothing but renditions; a plain 404 for everything else, because nobody reads it. Nothing is made here."""
    region, content_type = region_of(key), content_type_of(key)
    is_public = region == RENDITIONS and settings.RENDITIONS_URL == settings.MEDIA_URL
    if not content_type or not (is_public or (region == PRIVATE and _may_see(request, key))):
        return _not_found(request)
    try:
        response = stored_file(request, key, content_type=content_type)
    except Http404:
        return _not_found(request)
    if response.status_code == 200:
        response.headers["Cache-Control"] = KEPT_FOR_EVER if is_public else "private, no-store"
    return response


def _not_found(request: HttpRequest) -> HttpResponse:
    """Files of an old site lay there, too."""
    return redirected(request) or HttpResponseNotFound()


def _may_see(request: HttpRequest, key: str) -> bool:
    """As the page that shows it."""
    member: Member | None = getattr(request, "member", None)
    image_id = image_id_in(key)
    if member is None or image_id is None:
        return False
    access = access_to(FileUse.Kind.IMAGE, image_id, member=member, now=request.now)  # type: ignore[attr-defined]
    return access.lets_in(request)
