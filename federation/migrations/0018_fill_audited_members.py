from django.db import migrations
from django.db.models import Q

BY_PROVIDER = ("signing_in.role_granted", "signing_in.role_withdrawn")
BEGINNINGS = ("people.invitation_accepted", "signing_in.role_granted")


def fill(apps, schema_editor):
    """Lines about a person go to each member at which they have a role, from when its own lines know them there; what is
    older, and may be from another member, is left to the consortium. What a provider gave is of the member it names."""
    AuditEntry = apps.get_model("federation", "AuditEntry")
    Member = apps.get_model("federation", "Member")
    through = AuditEntry.members_then.through
    for line in AuditEntry.objects.filter(action__in=BY_PROVIDER, member=None).iterator():
        members = list(Member.objects.filter(name=line.data.get("member", ""))[:2])
        if len(members) == 1:
            AuditEntry.objects.filter(pk=line.pk).update(member=members[0])
    held = apps.get_model("federation", "MemberRole").objects.values_list("group__user", "member")
    suspended = apps.get_model("federation", "SuspendedRole").objects.values_list("user", "role__member")
    for person, member in {*held, *suspended}:
        known = AuditEntry.objects.filter(member=member).order_by("timestamp").values_list("timestamp", flat=True)
        about = Q(about=person) | Q(data__person=person) | Q(person=person, action="people.invitation_accepted")
        begun = known.filter(about, action__in=BEGINNINGS).last() or known.filter(about | Q(person=person)).first()
        if person is not None and begun is not None:
            lines = AuditEntry.objects.filter(member=None, about=person, timestamp__gte=begun)
            rows = [through(auditentry_id=pk, member_id=member) for pk in lines.values_list("pk", flat=True)]
            through.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    """By itself, so that the table is not locked for longer than it takes to add what it fills."""

    dependencies = [
        ("federation", "0017_audited_members"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
