"""Reads everything again into the search indexes; what was there answers, and follows changes, until it is done."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engine.contract import EngineUnavailable
from search.indexer import rebuild


class Command(BaseCommand):
    help = "Writes the search indexes anew, without an interruption. Needed by nobody in the usual course of things."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rebuild()
        except EngineUnavailable as error:
            raise CommandError(f"Elasticsearch does not answer: {error}. The database's index is done.") from error
        self.stdout.write("done")
