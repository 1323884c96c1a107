"""Accepts a code of the second factor once. Its use is noted on the row, not in a cache: every process sees it."""

from __future__ import annotations

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction

from federation.models import User

LAST_STEP = "last_step"
TYPED = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


@transaction.atomic
def accept_code(user: User, code: str) -> Authenticator | None:
    """The factor that the code belongs to; None if it is wrong, or was used before."""
    for factor in Authenticator.objects.select_for_update().filter(user=user, type__in=TYPED):
        is_totp = factor.type == Authenticator.Type.TOTP
        if _accept_totp(factor, code) if is_totp else factor.wrap().validate_code(code):
            factor.user = user
            return factor
    return None


def _accept_totp(factor: Authenticator, code: str) -> bool:
    secret = decrypt(factor.data["secret"])
    for step in yield_hotp_counters_from_time():
        if step > factor.data.get(LAST_STEP, 0) and compare_user_code(
            actual=code, expected=format_hotp_value(hotp_value(secret, step))
        ):
            factor.data[LAST_STEP] = step
            factor.save(update_fields=["data"])
            return True
    return False
