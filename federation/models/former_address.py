"""Where a placement or a section used to be: answered with 301, so that links and bookmarks live on."""

from django.db import models
from wagtail.models import Page

from federation.models.member import Member
from federation.models.placement import Placement


class FormerAddress(models.Model):
    """`path` names what stood there; a section's stands for everything below it. Exactly one target is set."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, db_constraint=False, related_name="former_addresses")
    path = models.CharField(max_length=700)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, null=True, related_name="former_addresses")
    section = models.ForeignKey(
        Page, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="former_addresses"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "path"], name="former_address_once")]

    def __str__(self) -> str:
        return self.path
