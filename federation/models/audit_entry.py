"""The register: one line for whatever Wagtail's log says, with the member whose thing it was (docs/adr/0015)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry
from wagtail.models import Revision

from federation.affects import Affects
from federation.belongs import Belongs, To
from federation.models.log_words import words_of
from federation.models.member import Member


class AuditEntry(models.Model):
    """Written by `federation.tenancy.audit` alone, with the entry of Wagtail's log that it follows.

    The member is the owner at that moment, so a line stays where it was when the thing moves or goes. `about` is the
    person whom the line is about, where it is about no member's thing (a sign-in, a refusal); `members_then` are those
    at which that person had a role at that moment, a suspended one among them.
    """

    affects = Affects.NOTHING
    belongs = Belongs(To.MEMBER, "member")
    wagtail_reference_index_ignore = True

    source = models.CharField(max_length=40, unique=True)  # table and key of the entry in Wagtail's log
    timestamp = models.DateTimeField(_("quando"), db_index=True)
    member = models.ForeignKey(
        Member, verbose_name=_("ente"), on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    members_then = models.ManyToManyField(Member, db_constraint=False, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("chi"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    person_name = models.CharField(_("chi"), max_length=200, blank=True)
    action = models.CharField(_("che cosa"), max_length=255, db_index=True)
    content_type = models.ForeignKey(
        ContentType, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    object_id = models.CharField(max_length=255)
    label = models.TextField(_("su che cosa"))
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    revision = models.ForeignKey(
        Revision, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-timestamp", "-pk"]
        indexes = [models.Index(fields=["member", "-timestamp"], name="audit_of_member")]
        verbose_name = _("riga del registro")
        verbose_name_plural = _("righe del registro")

    def __str__(self) -> str:
        return f"{self.timestamp:%Y-%m-%d %H:%M} {self.action}: {self.label}"

    @cached_property
    def action_label(self) -> str:
        """In words; the name of an action that this version of the program does not know."""
        return str(registry.formatters[self.action].label) if registry.action_exists(self.action) else self.action

    @cached_property
    def details(self) -> str:
        """Before and after, about whom, how often, from where."""
        return "; ".join(words_of(self.data))
