"""The one question that every receiver's action asks first: may this person decide for this member?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from federation.models import Member, User
from federation.refusal import ActionRefused


def check_decides_for(user: User | None, member: Member) -> None:
    """Raises `ActionRefused`. None is the system itself: the scheduler, a command."""
    if user is not None and not Member.objects.decided_by(user).filter(pk=member.pk).exists():
        raise ActionRefused(_("Per «%(site)s» decide chi pubblica o amministra il sito.") % {"site": member.site_title})
