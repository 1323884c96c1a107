"""The sender takes an item back: it disappears from every site in one commit, and each says why."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from federation.models import User
from federation.notes import Note, take_note
from federation.refusal import ActionRefused
from federation.tree_locks import lock_pages
from federation.unit_of_work import unit_of_work


def withdraw(page_id: int, *, explanation: str = "", redirect: str = "", user: User | None) -> None:
    """Unpublishes the page. `explanation` (plain text) and `redirect` (URL of what replaces it) go on the 410 page."""
    with unit_of_work():
        lock_pages([page_id])
        page = Page.objects.get(pk=page_id).specific
        _check_may_withdraw(user, page)
        if not page.live:
            raise ActionRefused(_("Questa pagina non è pubblicata."))
        UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
        take_note(Note("page", str(page.pk), explanation=explanation.strip(), redirect=redirect.strip()))


def _check_may_withdraw(user: User | None, page: Any) -> None:
    """None is the system itself."""
    if user is not None and not page.permissions_for_user(user).can_unpublish() and page.live:
        raise ActionRefused(_("Non puoi ritirare questa pagina."))
