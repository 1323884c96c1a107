"""Whom Wagtail's mails about comments and workflows go to: nobody who cannot open what they are about any more.

Subscriptions, comments and submissions outlive a role, and a page that moves takes them along. Wagtail asks no hook,
so two of its functions are wrapped, here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.db.models import Model
from wagtail.admin.mail import EmailNotificationMixin
from wagtail.admin.views.pages import edit
from wagtail.models import TaskState

from federation.models import User
from federation.tenancy.reach import reach_of
from federation.tenancy.scope import holds


def narrow_recipients() -> None:
    """Called once, when the application is ready."""
    edit.send_notification = _narrowed_comments(edit.send_notification)
    EmailNotificationMixin.get_valid_recipients = _narrowed_workflows(EmailNotificationMixin.get_valid_recipients)


def who_may_open(content: Model, people: Iterable[User]) -> list[User]:
    """Asked at the moment of sending, by the roles that the person holds now."""
    return [
        person
        for person in people
        if person.is_active and person.has_perm("wagtailadmin.access_admin") and holds(content, reach_of(person))
    ]


def _narrowed_comments(original: Any) -> Any:
    @wraps(original)
    def send_notification(recipient_users: Any, notification: str, extra_context: dict[str, Any]) -> Any:
        return original(who_may_open(extra_context["page"], recipient_users), notification, extra_context)

    return send_notification


def _narrowed_workflows(original: Any) -> Any:
    @wraps(original)
    def get_valid_recipients(self: Any, instance: Any, **kwargs: Any) -> set[User]:
        state = instance.workflow_state if isinstance(instance, TaskState) else instance
        return set(who_may_open(state.content_object, original(self, instance, **kwargs)))

    return get_valid_recipients
