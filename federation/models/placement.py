"""Pubblicazione sul sito: one item on one member's site. It belongs to the member that receives it."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from federation.models.item import Item
from federation.models.media import MemberImage
from federation.models.member import Member
from federation.querysets.placements import PlacementQuerySet


class Decision(models.TextChoices):
    """The receiver's choice; withdrawing and publishing again forgets none."""

    OFFERED = "offered", _("Da decidere")
    ACCEPTED = "accepted", _("Pubblicato")
    DECLINED = "declined", _("Rifiutato")
    DETACHED = "detached", _("Staccato")


class Reason(models.TextChoices):
    """Why an item is not available any more, as its 410 page explains it."""

    NONE = "", _("Disponibile")
    WITHDRAWN = "withdrawn", _("Ritirato da chi l’ha scritto")
    EXPIRED = "expired", _("Scaduto")
    DELETED = "deleted", _("Eliminato")
    PRIVATE = "private", _("Riservato")
    MOVED = "moved", _("Passato a un altro ente")
    NOT_ADDRESSED = "not_addressed", _("Non più destinato a questo ente")
    UNSUBSCRIBED = "unsubscribed", _("Iscrizione al canale chiusa")
    MEMBER_LEFT = "member_left", _("L’ente non fa più parte del consorzio")


class Placement(models.Model):
    """Never deleted: rows that are no longer shown are the delta's tombstones.

    `page` is what the placement shows: the item's page or, once detached, the member's own copy.
    `section` is one member's, so that a slug is unique in it. `slug` and `path` (relative to the site,
    `/novita/notizie/lavori/`) are null until first shown and while detached.
    `overrides` holds what the member changed: title, summary, image (id), note (plain text), pinned (bool).
    `available` is the sender's word, `decision` the receiver's. `version` is the clock's number of the last change
    of what the site shows; 0 means that the site has never shown it.
    """

    # Indexes that a composite one below begins with are left out: PostgreSQL rewrites all of them for each update.
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="placements", db_index=False)
    page = models.ForeignKey(
        Page, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="placements"
    )
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, db_constraint=False, related_name="placements", db_index=False
    )
    section = models.ForeignKey(
        Page,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="section_placements",
        db_index=False,
    )
    slug = models.SlugField(max_length=255, null=True)
    path = models.CharField(max_length=700, null=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OFFERED)
    available = models.BooleanField(default=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True, default=Reason.NONE)
    explanation = models.TextField(blank=True, default="")
    redirect = models.URLField(max_length=500, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    title_shown = models.CharField(max_length=255)
    overrides = models.JSONField(default=dict, blank=True)
    variables = models.JSONField(default=dict, blank=True)
    seen_revision = models.ForeignKey(
        Revision, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    announced_revision = models.ForeignKey(
        Revision, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+", db_index=False
    )
    digest = models.CharField(max_length=64, blank=True, default="")
    version = models.BigIntegerField(default=0)

    objects = PlacementQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="placement_once_per_member"),
            models.UniqueConstraint(fields=["section", "slug"], name="placement_slug_once"),
        ]
        indexes = [
            models.Index(fields=["member", "path"], name="placement_path"),
            models.Index(fields=["version", "id"], name="placement_delta"),
            models.Index(fields=["member", "version", "id"], name="placement_member_delta"),
            models.Index(
                fields=["due_at"], condition=Q(decision="offered", due_at__isnull=False), name="placement_due"
            ),
        ]
        verbose_name = _("pubblicazione sul sito")
        verbose_name_plural = _("pubblicazioni sui siti")

    def __str__(self) -> str:
        return f"{self.title_shown} → {self.member_id}"

    @cached_property
    def override_image(self) -> MemberImage | None:
        """The member's own image for the item; lists set it for all their rows in one query."""
        image_id = self.overrides.get("image")
        return MemberImage.objects.filter(pk=image_id).first() if image_id else None

    @property
    def shown(self) -> bool:
        """Whether the sender offers it and the receiver accepted it; time is the querysets' part."""
        return self.available and self.decision == Decision.ACCEPTED
