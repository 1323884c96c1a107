"""How far the search indexes have come."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from federation.models import Placement, ReaderCursor
from search.engine import database_engine, elasticsearch_engine
from search.engine.contract import EngineUnavailable, SearchEngine
from search.engine.elasticsearch import availability
from search.indexer import database_cursor, elasticsearch_cursor


class Command(BaseCommand):
    help = "Says what each search index holds and how many changes it is behind. Exit code 1 where one does not answer."

    def handle(self, *args: Any, **options: Any) -> None:
        self._say(database_engine(), database_cursor())
        engine = elasticsearch_engine()
        if engine is None:
            self.stdout.write("elasticsearch: not configured")
            return
        try:
            with availability():
                serving = engine.indices.serving()
                if serving is None:
                    self.stdout.write("elasticsearch: no index yet, the scheduler builds it")
                    return
                self._say(engine, elasticsearch_cursor(engine, serving), where=f", {serving}")
        except EngineUnavailable as error:
            self.stdout.write(f"elasticsearch: does not answer ({error})")
            raise SystemExit(1) from error

    def _say(self, engine: SearchEngine, cursor: ReaderCursor, *, where: str = "") -> None:
        behind = Placement.objects.after(version=cursor.version, id=cursor.placement_id).count()
        self.stdout.write(f"{engine.name}: {engine.count()} items, {behind} changes behind{where}")
