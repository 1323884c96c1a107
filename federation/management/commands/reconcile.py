"""Recomputes all placements from the pages, says what differed, and heals it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from federation.actions.reconcile import reconcile


class Command(BaseCommand):
    help = "Reports and heals every difference between pages and placements. Exit code 1 when there was one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only report.")

    def handle(self, *args: Any, **options: Any) -> None:
        differences = reconcile(dry_run=options["dry_run"])
        for difference in differences:
            said = difference.failure or f"{difference.title} ({difference.members} rows)"
            self.stdout.write(f"page {difference.page_id}: {said}")
        self.stdout.write(f"{len(differences)} differences")
        if differences:
            raise SystemExit(1)
