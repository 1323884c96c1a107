"""The one clock, and the number that each member's site stands at (docs/adr/0002)."""

import secrets
from collections.abc import Callable
from typing import Self

from django.db import models, transaction
from django.db.models import F
from django.dispatch import Signal

CLOCK_ID = 1
clock_moved = Signal()  # sent after commit with seq=int, robustly; receivers pull after their own cursor


def new_epoch() -> str:
    """A random name for one life of the database; drawn anew after a restore, because numbers repeat then."""
    return secrets.token_hex(8)


def _announcement(seq: int) -> Callable[[], None]:
    def announce() -> None:
        clock_moved.send_robust(sender=Clock, seq=seq)  # a receiver that fails is logged, and catches up by its cursor

    return announce


class ClockManager(models.Manager["Clock"]):
    def take(self) -> int:
        """Locks the clock until the transaction ends and returns its next number.

        Content rows (pages, images, Member) must have been written before: nothing locks a content row
        while it holds the clock. What is written after is read after, too.
        """
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("The clock is taken inside a unit of work only.")
        if not self.filter(pk=CLOCK_ID).update(seq=F("seq") + 1):
            self.get_or_create(pk=CLOCK_ID)
            self.filter(pk=CLOCK_ID).update(seq=F("seq") + 1)
        seq: int = self.values_list("seq", flat=True).get(pk=CLOCK_ID)
        transaction.on_commit(_announcement(seq), robust=True)
        return seq


class Clock(models.Model):
    """One row. `seq` counts the commits that change what any site shows; their order is commit order."""

    seq = models.BigIntegerField(default=0)
    epoch = models.CharField(max_length=32, default=new_epoch)

    objects = ClockManager()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.epoch}:{self.seq}"


class MemberVersionQuerySet(models.QuerySet["MemberVersion"]):
    def after(self, *, version: int, member_id: int = 0) -> Self:
        """Sites that changed after the cursor (version, member id), in the order of commits."""
        later = models.Q(version__gt=version) | models.Q(version=version, member_id__gt=member_id)
        return self.filter(later, version__gte=max(version, 1)).order_by("version", "member_id")


class MemberVersion(models.Model):
    """The last number of the clock that changed the site of a member; written by `QuerySet.update` only.

    A table of its own: on Member, a form loaded before a publish would put an older number back.
    """

    member = models.OneToOneField(
        "federation.Member",
        on_delete=models.CASCADE,
        primary_key=True,
        db_constraint=False,
        related_name="version_row",
    )
    version = models.BigIntegerField(default=0)

    objects = MemberVersionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.member_id}:{self.version}"
