"""A page that goes to another member's site takes along only what that member may refer to.

Wagtail moves the frame of a page and saves no page type, so the check on save (`federation.tenancy.references`) does
not see it; what stood there already would then stay for good.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import pre_page_move

from federation.models import Member
from federation.querysets.trees import in_branch
from federation.tenancy.references import ForeignReference, Reference, foreign_among, references_of

logger = logging.getLogger(__name__)


def connect() -> None:
    """Called once, when the application is ready."""
    pre_page_move.connect(_check_before_moving, dispatch_uid="federation.moving")


def _check_before_moving(instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """Raises `ForeignReference`, for the page and for all that lies below it."""
    members = Member.objects.select_related("site__root_page", "collection")
    to = members.owning(parent_page_after)
    if to is None or to == members.owning(instance):
        return
    pages = {page.pk: page for page in Page.objects.filter(in_branch(instance.path)).specific()}
    moved = {str(pk) for pk in pages}
    taken = {pk: [r for r in _references(page) if not _goes_along(r, moved)] for pk, page in pages.items()}
    foreign = {(r.model, r.key) for r in foreign_among(chain(*taken.values()), member=to)}
    for pk, references in taken.items():
        if in_the_way := [r for r in references if (r.model, r.key) in foreign]:
            _refuse(pages[pk], in_the_way, to)


def _references(page: Any) -> Iterator[Reference]:
    """Of what is published, of the draft, and of what is planned to be published."""
    for content in (page, page.get_latest_revision_as_object(), page.get_scheduled_revision_as_object()):
        if content is not None:
            yield from references_of(content)


def _goes_along(reference: Reference, moved: set[str]) -> bool:
    return issubclass(reference.model, Page) and reference.key in moved


def _refuse(page: Page, in_the_way: list[Reference], to: Member) -> None:
    named = ", ".join(f"{entry.model._meta.label} {entry.key} in {entry.field}" for entry in in_the_way)
    logger.warning("Refused: to move %r to %s, which may not refer to %s", page, to.slug, named)
    things = dict.fromkeys(f"«{entry.label}» ({entry.model._meta.verbose_name})" for entry in in_the_way)
    words = {
        "page": page.get_admin_display_title(),
        "member": to.site_title,
        "things": get_text_list([*things], _("e")),
    }
    raise ForeignReference(
        _(
            "«%(page)s» non può passare al sito «%(member)s»: usa contenuti che quel sito non può usare, in "
            "%(things)s. Toglili, anche dalla bozza, e riprova."
        )
        % words
    )
