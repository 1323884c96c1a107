"""Whether a host name can be given to a member: two owners of one name would mean that one of them is never seen."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from wagtail.models import Site

from federation.models import HostAlias, Member
from federation.models.member import HOSTNAME_LENGTH, hostname_validator


def check_hostname_free(hostname: str, *, member: Member) -> None:
    """Raises `ValidationError` with a sentence that says whose it is. `member` may be unsaved."""
    if hostname in (settings.ADMIN_HOST, settings.API_HOST, *settings.DIRECTORY_HOSTS):
        raise _taken(hostname, _("serve all’amministrazione o all’app"))
    if owner := Member.objects.filter(hostname=hostname).exclude(pk=member.pk).first():
        raise _taken(hostname, _("è già il sito di %(member)s") % {"member": owner.name})
    alias = HostAlias.objects.filter(hostname=hostname).exclude(member=member.pk).select_related("member").first()
    if alias:
        raise _taken(hostname, _("è già un altro nome del sito di %(member)s") % {"member": alias.member.name})
    if Site.objects.filter(hostname=hostname).exclude(pk=member.site_id).exists():
        raise _taken(hostname, _("è già di un altro sito"))


def read_hostnames(text: str, *, member: Member) -> list[str]:
    """One a line, or with spaces between; checks each."""
    hostnames = list(dict.fromkeys(text.split()))
    for hostname in hostnames:
        try:
            MaxLengthValidator(HOSTNAME_LENGTH)(hostname)
            hostname_validator(hostname)
        except ValidationError as error:
            raise ValidationError(f"«{hostname}»: {error.messages[0]}") from error
        check_hostname_free(hostname, member=member)
    return hostnames


def _taken(hostname: str, why: str) -> ValidationError:
    return ValidationError(_("«%(hostname)s» %(why)s: scegline un altro.") % {"hostname": hostname, "why": why})
