"""Takes away a person's second factors, for who lost the device and the recovery codes; they set up new ones."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from wagtail.log_actions import log

from federation.models import User
from federation.unit_of_work import unit_of_work


def reset_second_factor(user: User, *, by: User | None = None) -> int:
    """How many there were. `by` is None for a command."""
    with unit_of_work():
        number: int = Authenticator.objects.filter(user=user).delete()[0]
        log(user, "signing_in.factors_reset", user=by, data={"number": number})
    return number
