"""Gives every member's roles exactly the rights that they should have; repeatable, and what was clicked in goes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from federation.actions.grant_roles import grant_roles
from federation.models import Member


class Command(BaseCommand):
    help = "Makes the groups of all members' roles, with exactly their rights."

    def handle(self, *args: Any, **options: Any) -> None:
        for member in Member.objects.select_related("site", "collection"):
            grant_roles(member)
            self.stdout.write(member.slug)
