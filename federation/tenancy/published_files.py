"""Who may change an image or a document that is in public: whoever publishes there. To replace the file behind a page
that everybody reads, or its alternative text, is to publish."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import pre_delete
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, ReferenceIndex

from federation.models import Brand, Decision, Member, MemberDocument, MemberImage, Placement
from federation.refusal import ActionRefused
from federation.tenancy.staff import staff_reach_of

FILES = (MemberImage, MemberDocument)


def connect() -> None:
    """Called once, when the application is ready."""
    for model in FILES:
        pre_delete.connect(_check_before_deleting, sender=model, dispatch_uid=f"federation.published.{model.__name__}")


def check_may_change(user: Any, file: Any) -> None:
    """Raises `ActionRefused` where the file is in public and the person publishes neither for its member nor for all.
    None is the system itself."""
    if user is None or not is_public(file):
        return
    reach, owner = staff_reach_of(user), Member.objects.keeping(file.collection)
    if not (reach.publishes_for_all or (owner is not None and owner.pk in reach.member_ids)):
        raise ActionRefused(_("«%(file)s» è su una pagina pubblicata: lo cambia chi pubblica.") % {"file": file.title})


def is_public(file: Any) -> bool:
    """On a live page, in the crest of a site, or in a member's own words for what it received."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(file), to_object_id=str(file.pk)
    )
    pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    keys = [int(pk) for pk in pages.values_list("object_id", flat=True).distinct()]
    if Page.objects.filter(pk__in=keys, live=True).exists():
        return True
    if not isinstance(file, MemberImage):
        return False
    received = Placement.objects.filter(overrides__image=file.pk, decision=Decision.ACCEPTED, available=True)
    return Brand.objects.filter(crest=file).exists() or received.exists()


def _check_before_deleting(instance: Any, **kwargs: Any) -> None:
    """By whoever is at work in the admin, one by one or in bulk."""
    check_may_change(get_active_log_context().user, instance)


@hooks.register("before_bulk_action")
def check_bulk_action(request: HttpRequest, action_type: str, rows: list[Any], view: Any) -> None:
    """A collection may ask for a password. Wagtail moves files to another in the database, where no form sees it."""
    if action_type == "add_to_collection":
        for file in [row for row in rows if isinstance(row, FILES)]:
            check_may_change(request.user, file)
