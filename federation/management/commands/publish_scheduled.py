"""Wagtail's command of this name, with a unit of work for each page: page and placements change in one commit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from federation.actions.publish_scheduled import due_revisions, expired_pages, publish_scheduled
from federation.duties import DutyFailed


class Command(BaseCommand):
    help = "Unpublishes what has expired and publishes what is due. Fails where a page could not be done."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dryrun", action="store_true", help="Only say what would happen.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            self._say(timezone.now())
            return
        try:
            publish_scheduled()
        except DutyFailed as error:
            raise CommandError(str(error)) from error

    def _say(self, now: datetime) -> None:
        for page_id in expired_pages(now):
            self.stdout.write(f"expire {page_id}")
        for revision_id, _page_id in due_revisions(now):
            self.stdout.write(f"publish {revision_id}")
