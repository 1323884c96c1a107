"""Ends all of a person's sessions, wherever they run, at their next request."""

from __future__ import annotations

from django.db.models import F

from federation.models import User


def end_sessions(person: User) -> None:
    User.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1)
    person.refresh_from_db(fields=["sessions_ended"])
