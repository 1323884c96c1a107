"""How far the pictures are, and their repair at once instead of in the night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from federation.duties import DutyFailed
from federation.models import MemberImage, RenditionSet
from federation.pictures.healing import heal


class Command(BaseCommand):
    help = "Says how many sets of renditions there are, and how many wait. --heal compares them with the storage first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heal", action="store_true", help="Make what is missing, erase what nobody shows.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["heal"]:
            try:
                healed = heal()
            except DutyFailed as error:
                raise CommandError(str(error)) from error
            self.stdout.write(
                f"{healed.orphans} files erased, {healed.incomplete} sets made again, {healed.repaired} images repaired"
            )
        made = RenditionSet.objects.filter(wanted=True, made=True).count()
        pending = RenditionSet.objects.pending(timezone.now()).count()
        damaged = MemberImage.objects.filter(damaged=True).count()
        self.stdout.write(f"{made} sets, {pending} waiting, {damaged} images that cannot be read")
