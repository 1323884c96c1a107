"""A member makes a received item its own: a page with the text as shown, at the same address."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from federation.actions.deciding import deciding
from federation.models import Decision, Placement, User
from federation.placing.addressing import hand_over_address
from federation.placing.work_off import place_page
from federation.refusal import ActionRefused
from federation.tenancy.acting import check_decides_for
from federation.tree_locks import lock_for_tree_change
from federation.unit_of_work import unit_of_work


def detach(placement_id: int, *, user: User | None) -> Page:
    """Returns the member's own page. Later changes of the original do not reach it; `reattach` undoes it."""
    with unit_of_work():
        placement = Placement.objects.select_related("item", "member", "page", "section").get(pk=placement_id)
        check_decides_for(user, placement.member)
        _check(placement)
        own_page = _copy_as_shown(placement, user=user)  # content rows before the clock
        with deciding(placement_id, user=user) as row:
            row.decision, row.page = Decision.DETACHED, own_page
        # The copy has the same public address, whatever drafts in the tree let its slug be.
        place_page(own_page.specific, seq=row.version, now=timezone.now())
        hand_over_address(row, Placement.objects.get(item__page_id=own_page.pk, member=row.member))
        return own_page


def _check(placement: Placement) -> None:
    if placement.item.owner_id == placement.member_id:
        raise ActionRefused(_("È già un contenuto tuo."))
    shown = Placement.objects.shown().filter(pk=placement.pk).exists()  # past its expiry the copy would be, too
    if not shown or placement.page is None or placement.section is None:
        raise ActionRefused(_("Si stacca solo ciò che il tuo sito pubblica adesso."))


def _copy_as_shown(placement: Placement, *, user: User | None) -> Page:
    source: Any = placement.page.specific  # type: ignore[union-attr]
    section: Any = placement.section
    lock_for_tree_change(parents=[section.pk])
    section.refresh_from_db()
    changes = {name: placement.overrides[name] for name in ("title", "summary") if name in placement.overrides}
    changes["slug"] = find_available_slug(section, placement.slug)
    own_page: Any = source.copy(to=section, update_attrs=changes, copy_revisions=False, keep_live=True, user=user)
    own_page = own_page.specific
    for relation in ("channels", "associations", "members"):
        getattr(own_page, relation).clear()
    own_page.obligation = ""
    own_page.save()
    own_page.save_revision(user=user).publish(user=user)
    return Page.objects.get(pk=own_page.pk)
