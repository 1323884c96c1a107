"""How far a reader of the delta has come: the search index, webhooks, whatever follows the clock."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q, Subquery
from django.utils import timezone

from federation.models.clock import Clock


class ReaderCursorQuerySet(models.QuerySet["ReaderCursor"]):
    def current(self, name: str) -> ReaderCursor:
        """Where the reader stands; at the beginning when it is new, or when the database was restored since."""
        known = self.filter(name=name, epoch=Subquery(Clock.objects.order_by("pk").values("epoch")[:1])).first()
        if known is not None:
            return known
        epoch = Clock.objects.values_list("epoch", flat=True).first() or ""
        cursor, _ = self.get_or_create(name=name, defaults={"epoch": epoch})
        if cursor.epoch != epoch:
            cursor.epoch, cursor.version, cursor.placement_id = epoch, 0, 0
            cursor.save()
        return cursor

    def behind(self, version: int, placement_id: int) -> Self:
        """Those that have not come to this row yet."""
        return self.filter(Q(version__lt=version) | Q(version=version, placement_id__lt=placement_id))


class ReaderCursor(models.Model):
    """`(version, placement_id)` is the last row read, of `Placement.objects.after(version=…, id=…)`.

    Written after the work is done, so that a reader that dies does it again; several of the same name may run.
    """

    name = models.CharField(max_length=100, primary_key=True)
    epoch = models.CharField(max_length=32)
    version = models.BigIntegerField(default=0)
    placement_id = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(auto_now=True)

    objects = ReaderCursorQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.name}: {self.version}, {self.placement_id}"

    def advance(self, version: int, placement_id: int) -> None:
        """Forwards only, and never in an epoch that is over: another reader of this name may be ahead."""
        self.version, self.placement_id = version, placement_id
        mine = ReaderCursor.objects.filter(name=self.name, epoch=self.epoch).behind(version, placement_id)
        mine.update(version=version, placement_id=placement_id, moved_at=timezone.now())

    def rewind(self) -> None:
        """To the beginning, for whoever wants to read everything again."""
        self.version = self.placement_id = 0
        self.save()
