"""Lets a person set up a new second factor; run it only after making sure who is asking."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from federation.actions.reset_second_factor import reset_second_factor
from federation.models import User


class Command(BaseCommand):
    help = "Takes away the second factors and recovery codes of a person, who sets up new ones at the next sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody is called {username!r}.")
        self.stdout.write(f"{username}: {reset_second_factor(user)} taken away.")
