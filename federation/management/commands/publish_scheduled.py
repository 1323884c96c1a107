"""Wagtail's command of this name, with a unit of work for each page: page and placements change in one commit."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from wagtail.models import Page, Revision

from federation.tree_locks import lock_pages
from federation.unit_of_work import unit_of_work


class Command(BaseCommand):
    help = "Unpublishes what has expired and publishes what is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dryrun", action="store_true", help="Only say what would happen.")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        for page_id in Page.objects.filter(live=True, expire_at__lte=now).order_by("pk").values_list("pk", flat=True):
            self._do("expire", page_id, dry_run=options["dryrun"])
        due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
        for revision_id in due.values_list("pk", flat=True):
            self._do("publish", revision_id, dry_run=options["dryrun"])

    def _do(self, what: str, pk: int, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(f"{what} {pk}")
            return
        with unit_of_work():
            if what == "expire":
                lock_pages([pk])
                page = Page.objects.filter(pk=pk, live=True).first()
                if page is not None:
                    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
                return
            revision = Revision.objects.filter(pk=pk, approved_go_live_at__isnull=False).first()
            if revision is not None:
                lock_pages([int(revision.object_id)])
                revision.publish(log_action="wagtail.publish.scheduled")
