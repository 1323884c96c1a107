"""Who shows which image and document, as the reader of the clock saw it last, and which renditions follow from that."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from federation.models.item import Item
from federation.models.member import Member

CLAIM_SECONDS = 120  # longer than the making of one set takes; whoever dies at it is followed after that time


class FileUse(models.Model):
    """That an item refers to a file: `item` alone by its page, with `member` by that member's own image for it;
    `member` alone by its site (crest, pages without an item). One reader at a time writes, so that none stands twice.

    `address` is where an image's renditions stand for this use, empty when nobody shows it. Rows stay, as a memory of
    what was once shown: it is the difference between 410 and 404.
    """

    class Kind(models.TextChoices):
        IMAGE = "image"
        DOCUMENT = "document"

    kind = models.CharField(max_length=10, choices=Kind)
    file_id = models.BigIntegerField()
    item = models.ForeignKey(Item, on_delete=models.CASCADE, db_constraint=False, null=True, related_name="file_uses")
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, db_constraint=False, null=True, related_name="file_uses"
    )
    address = models.CharField(max_length=150, blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["kind", "file_id"], name="file_use_file"),
            models.Index(fields=["address"], condition=~Q(address=""), name="file_use_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_id}: {self.item_id or ''} {self.member_id or ''}"


class RenditionSetQuerySet(models.QuerySet["RenditionSet"]):
    def pending(self, now: datetime) -> Self:
        """To be made, or to be erased, and in nobody's hands."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.filter(free, Q(wanted=True, made=False) | Q(wanted=False)).order_by("pk")

    def failing(self) -> Self:
        """What is to be done, and could not be."""
        return self.filter(Q(wanted=True, made=False) | Q(wanted=False), failed=True).order_by("pk")

    def claim(self, now: datetime) -> RenditionSet | None:
        """The next pending one, for this caller alone; None when there is none."""
        for one in self.pending(now)[:20]:
            mine = self.pending(now).order_by().filter(pk=one.pk)
            if mine.update(claimed_until=now + timedelta(seconds=CLAIM_SECONDS)):
                return one
        return None

    def weigh(self, images: dict[str, int]) -> None:
        """Says of each address (with its image's id) whether any use wants it."""
        used = Exists(FileUse.objects.filter(address=OuterRef("address")))
        new = FileUse.objects.filter(address__in=images).values_list("address", flat=True).distinct()
        self.bulk_create(
            [RenditionSet(address=address, image_id=images[address]) for address in new], ignore_conflicts=True
        )
        concerned = self.filter(address__in=images)
        concerned.filter(used, wanted=False).update(wanted=True)
        concerned.filter(~used, wanted=True).update(wanted=False)


class RenditionSet(models.Model):
    """All renditions of an image in one region; `address` is how their keys begin. A row is the wish, the work and the
    inventory: it is written before anything is made, and goes after everything is erased. `failed`: the last attempt
    ended in an error that nobody foresaw, and another one comes when the claim ends."""

    address = models.CharField(max_length=150, unique=True)
    image_id = models.BigIntegerField(db_index=True)
    wanted = models.BooleanField(default=True)
    made = models.BooleanField(default=False)
    claimed_until = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)

    objects = RenditionSetQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(wanted=False) | Q(made=False), name="rendition_set_pending")]

    def __str__(self) -> str:
        return self.address
