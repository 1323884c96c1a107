"""The stable identity of a piece of content; it outlives its page."""

import uuid

from django.db import models
from wagtail.models import Page

from federation.models.media import MemberImage
from federation.models.member import Member


class Item(models.Model):
    """One piece of content with one owner.

    Identity is `page`, never a field that a page copy would carry along. The other columns repeat what lists
    over many members order and show by, so that they are read from two tables whatever types of page are among them
    (docs/adr/0017), and what a tombstone needs once the page is gone; `place_page` writes them. `updated_at` is null
    while nothing was published again. `digest` is of content and audience as they were placed last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.OneToOneField(
        Page, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="federated_item"
    )
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, db_constraint=False, related_name="items")
    kind = models.CharField(max_length=30)
    section_kind = models.CharField(max_length=30)
    title = models.CharField(max_length=255)
    published_at = models.DateTimeField(db_index=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(null=True)
    summary = models.TextField(blank=True, default="", db_default="")
    image = models.ForeignKey(
        MemberImage, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_index=False
    )

    digest = models.CharField(max_length=64, blank=True, default="")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.title
