"""A role that a person held and does not hold at present: who suspended it can give it back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from federation.affects import Affects
from federation.belongs import Belongs, To
from federation.models.member_role import MemberRole


class SuspendedRole(models.Model):
    """As long as there is one, nobody gives the person a role at that member: no colleague, no identity provider."""

    affects = Affects.NOTHING
    belongs: ClassVar[Belongs] = Belongs(To.MEMBER, "role__member")
    wagtail_reference_index_ignore = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="suspended_roles")
    role = models.ForeignKey(MemberRole, on_delete=models.CASCADE, related_name="suspensions")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="suspended_role_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"
