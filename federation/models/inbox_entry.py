"""What a member's editors should know or decide about what they receive."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.models.member import Member
from federation.models.placement import Placement


class InboxEntry(models.Model):
    """One line of the inbox; what is only offered needs none, it is read from the placements.

    For `SOURCE_CHANGED`, `field` was overridden; `old` and `new` are the original's values.
    """

    class Kind(models.TextChoices):
        SOURCE_CHANGED = "source_changed", _("L’originale è cambiato")
        BECAME_DUTY = "became_duty", _("Diventato dovere di legge")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, db_constraint=False, related_name="inbox")
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="inbox_entries")
    kind = models.CharField(max_length=20, choices=Kind)
    field = models.CharField(max_length=20, blank=True, default="")
    old = models.TextField(blank=True, default="")
    new = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["member", "settled_at"], name="inbox_open")]
        verbose_name = _("avviso alla redazione")
        verbose_name_plural = _("avvisi alla redazione")

    def __str__(self) -> str:
        return f"{self.kind}: {self.placement_id}"
