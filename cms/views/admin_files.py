"""The members' files on the admin's host, for whoever may edit there; no other host hands out an original."""

from __future__ import annotations

from mimetypes import guess_type
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.permissions import policy_registry

from cms.views.document import document_response
from cms.views.stored_file import stored_file
from federation.models import MemberDocument, MemberImage
from federation.pictures.following import bytes_of
from federation.pictures.making import UnreadablePicture, make_one
from federation.pictures.sizes import find_rendition, image_id_in
from federation.storages import DOCUMENTS, RENDITIONS, content_type_of, region_of
from federation.tenancy.reach import reach_of
from federation.tenancy.references import may_refer_to


@require_safe
@require_admin_access
def admin_media(request: HttpRequest, key: str) -> HttpResponseBase:
    """Images in every size, for who may use the image; what the sites show is everybody's."""
    content_type = content_type_of(key) or guess_type(key)[0] or ""
    if region_of(key) in ("", DOCUMENTS) or not content_type.startswith("image/"):
        raise Http404
    if region_of(key) != RENDITIONS and not _may_use(request, key):
        raise Http404
    try:
        response = stored_file(request, key, content_type=content_type)
    except Http404:
        response = _made_for_the_editor(key, content_type)
    if response.status_code == 200:
        response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _may_use(request: HttpRequest, key: str) -> bool:
    lies_there = Q(pk=image_id_in(key)) | Q(file=key) | Q(renditions__file=key)
    image = MemberImage.objects.filter(lies_there).first()
    return image is not None and may_refer_to(image, reach_of(request.user))  # type: ignore[arg-type]


def _made_for_the_editor(key: str, content_type: str) -> HttpResponse:
    """Of a draft's picture there is nothing in the storage, and nothing is put there: it may never be published."""
    found = find_rendition(key)
    if found is None:
        raise Http404
    image, variant, extension = found
    try:
        content = make_one(image, bytes_of(str(image.file.name)), variant, extension)
    except (UnreadablePicture, OSError) as error:
        raise Http404 from error
    return HttpResponse(content, content_type=content_type)


@require_safe
@require_admin_access
def admin_document(request: Any, document_id: int, filename: str) -> HttpResponseBase:
    """For those who may choose or change it."""
    document = get_object_or_404(MemberDocument, pk=document_id)
    policy = policy_registry.get_by_type(MemberDocument)
    allowed = policy.user_has_any_permission_for_instance(request.user, ["choose", "change", "delete"], document)
    if not allowed or document.filename != filename:
        raise Http404
    response = document_response(request, document)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
