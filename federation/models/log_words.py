"""What an entry of the log carries, in words: for the register, and for the history of a thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.models.member_role import MemberRole

FACTORS = {"totp": gettext_lazy("app"), "webauthn": gettext_lazy("passkey")}


def words_of(data: dict[str, Any]) -> list[str]:
    """Before and after, about whom, how often, from where; what is unknown is left out."""
    said = [f"{name}: «{before}» → «{after}»" for name, (before, after) in data.get("changes", {}).items()]
    said.append(person_and_roles(data))
    said.append(_vouched(data))
    said.append(str(FACTORS.get(data.get("factor", ""), data.get("factor", ""))))
    if number := data.get("number"):
        said.append(_("tolti: %(number)s") % {"number": number})
    if data.get("count", 1) > 1:
        said.append(_("%(count)s volte") % {"count": data["count"]})
    said += [str(data.get(name, "")) for name in ("reason", "address", "network")]
    return [words for words in said if words]


def person_and_roles(data: dict[str, Any]) -> str:
    """Of a decision about somebody: «Anna Rossi (Redattore → Amministratore)»; empty of anything else."""
    if not (name := data.get("name", "")):
        return ""
    before, after = _roles(data.get("before", [])), _roles(data.get("after", [data.get("role", "")]))
    roles = f"{before} → {after}" if before and after else before or after
    return f"{name} ({roles})" if roles else str(name)


def _vouched(data: dict[str, Any]) -> str:
    """Of an identity provider's word, whose it is; older lines say here which role where: «Redattore (Crema), https://…»."""
    if not (member := data.get("member", "")):
        return str(data.get("issuer", ""))
    return f"{_roles([data.get('role', '')])} ({member}), {data.get('issuer', '')}"


def _roles(names: Iterable[str]) -> str:
    labels = dict(MemberRole.Role.choices)
    return ", ".join(str(labels.get(name, name)) for name in names)
