"""Questions about what an item can be addressed to: channels and associations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from federation.models import Association, Channel

Audience = TypeVar("Audience", bound="Association | Channel")


class AudienceQuerySet(models.QuerySet[Audience]):
    def in_use(self, *, besides: Iterable[int] = ()) -> Self:
        """What can be chosen for something new; and these keys, for what has chosen them already."""
        return self.filter(Q(archived=False) | Q(pk__in=list(besides)))
