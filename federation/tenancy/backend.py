"""Django's own backend of people and their rights, in one statement where Django takes two."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from federation.models import User


class OneStatementBackend(ModelBackend):
    """Answers as `ModelBackend` does: every request of the admin asks for a person, the profile and all rights."""

    def get_user(self, user_id: int) -> User | None:
        """With Wagtail's profile, which each of its pages reads for language, theme and shortcuts."""
        user = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Those that the person was given, and those of the person's groups."""
        if not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            held = Permission.objects.filter(Q(user=user_obj) | Q(group__user=user_obj)).order_by()
            user_obj._perm_cache = {
                f"{app_label}.{codename}"
                for app_label, codename in held.values_list("content_type__app_label", "codename").distinct()
            }
        return user_obj._perm_cache  # type: ignore[no-any-return]
