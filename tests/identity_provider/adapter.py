"""What the provider says of a person: what the test wrote down for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.conf import settings
from django.contrib.auth.models import User


class Adapter(DefaultOIDCAdapter):
    def get_user_sub(self, client: Any, user: Any) -> str:
        return f"persona-{user.username}"

    def get_user_by_sub(self, client: Any, sub: str) -> Any:
        return User.objects.filter(username=sub.removeprefix("persona-"), is_active=True).first()

    def get_claims(self, purpose: Any, user: Any, client: Any, scopes: Any, **kwargs: Any) -> dict[str, Any]:
        file = Path(settings.FOLDER, "claims.json")
        said = json.loads(file.read_text()) if file.exists() else {}
        claims: dict[str, Any] = super().get_claims(purpose, user, client, scopes, **kwargs)
        return claims | said.get(user.username, {})
