"""Who may act for a member: a group of people with a role, made by `grant_roles` and never clicked together."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from federation.models.member import Member


class MemberRole(models.Model):
    """The group whose people hold `role` at `member`. Only a consortium has auditors: they read all, change nothing."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("Redattore")
        PUBLISHER = "publisher", _("Responsabile della pubblicazione")
        ADMINISTRATOR = "administrator", _("Amministratore")
        AUDITOR = "auditor", _("Revisore")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="member_role")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "role"], name="member_role_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.role}"
