"""Follows Wagtail's log with the register: a line for each entry, with the member whose thing it was.

Wagtail's log is where everything is written; the register is how it is read, because the log knows no member.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from federation.models import AuditEntry, Member, User
from federation.tenancy.people import members_of
from federation.tenancy.reach import reach_of
from federation.tenancy.references import owner_of

THEN: Any = AuditEntry.members_then.through
MINUTE = timedelta(minutes=1)
FOLLOWED = [field.name for field in AuditEntry._meta.concrete_fields if field.name not in ("id", "source")]


def connect() -> None:
    """Called once, when the application is ready."""
    for model in (PageLogEntry, ModelLogEntry):
        post_save.connect(_follow, sender=model, dispatch_uid=f"federation.audit.{model.__name__}")


def log_bounded(instance: Model, action: str, *, user: Any, data: dict[str, Any]) -> None:
    """What a stranger can cause at will: one entry for a person, an action and a network each minute, with a count."""
    known = ModelLogEntry.objects.for_instance(instance).filter(
        action=action, timestamp__gt=timezone.now() - MINUTE, data__network=data.get("network", "")
    )
    if (entry := known.first()) is None:
        log(instance, action, user=user, data={"network": ""} | data)
        return
    data = entry.data | {"count": entry.data.get("count", 1) + 1}
    ModelLogEntry.objects.filter(pk=entry.pk).update(data=data)
    AuditEntry.objects.filter(source=_source(entry)).update(data=data)


def reads_register(user: Any) -> bool:
    """An administrator of a member, an auditor, the installation's own people."""
    return bool(user.is_superuser or reach_of(user).audited)


def register_of(user: Any) -> QuerySet[AuditEntry]:
    """The lines about the things of the members that the person audits, and about who was one of their people then."""
    entries = AuditEntry.objects.select_related("member", "person", "content_type")
    members = reach_of(user).audited
    if user.is_superuser or any(member.kind == Member.Kind.CONSORTIUM and member.is_active for member in members):
        return entries  # who reads the consortium's reads all
    of_people = THEN.objects.filter(member__in=members).values("auditentry")
    return entries.filter(Q(member__in=members) | Q(member=None, pk__in=of_people))


def _follow(sender: type[Model], instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    thing = _object_of(instance)
    owner = owner_of(thing) if thing is not None else None
    line = AuditEntry(
        source=_source(instance),
        timestamp=instance.timestamp,
        member=owner,
        about_id=thing.pk if isinstance(thing, User) else None,
        person_id=instance.user_id,
        person_name=str(instance.user_display_name)[:200] if instance.user_id else "",
        action=instance.action,
        content_type_id=instance.content_type_id,
        object_id=str(instance.object_id),
        label=instance.label,
        data=instance.data,
        revision_id=instance.revision_id,
    )
    AuditEntry.objects.bulk_create([line], update_conflicts=True, unique_fields=["source"], update_fields=FOLLOWED)
    if created and isinstance(thing, User):
        members = members_of(thing).values_list("pk", flat=True)
        THEN.objects.bulk_create([THEN(auditentry_id=line.pk, member_id=pk) for pk in members])


def _source(entry: PageLogEntry | ModelLogEntry) -> str:
    return f"{entry._meta.model_name}:{entry.pk}"


def _object_of(entry: Any) -> Any:
    if isinstance(entry, PageLogEntry):
        return entry.page
    model = ContentType.objects.get_for_id(entry.content_type_id).model_class() if entry.content_type_id else None
    return model._base_manager.filter(pk=entry.object_id).first() if model else None
