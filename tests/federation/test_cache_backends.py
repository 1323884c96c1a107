"""The page cache in a table, on Redis, on a Redis that is away, when it is full, and from one release to the next."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from federation.build import build
from federation.models import Member
from tests.caches import stored_values
from tests.mobile_api.app import App
from tests.publishing import republish

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PAGES = ("/", "/novita/notizie/", "/novita/notizie/fibra/")
MOST = 4  # entries of a cache that is soon full
REDIS = {
    "BACKEND": "django_redis.cache.RedisCache",
    "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 0.25, "SOCKET_TIMEOUT": 0.25},
}


def answers(member: Member) -> list[int]:
    client = Client(SERVER_NAME=member.hostname or "")
    return [client.get(path).status_code for path in PAGES]


@pytest.mark.redis
def test_redis_keeps_pages_for_all_processes(notice: Any, crema: Member, settings: Any) -> None:
    def processes_turn() -> None:
        settings.CACHES = {"default": REDIS | {"LOCATION": os.environ["REDIS_URL"], "KEY_PREFIX": "test-shared"}}

    processes_turn()
    cache.delete_pattern("*")
    assert answers(crema) == [200, 200, 200]
    processes_turn()  # another connection, with nothing in this process's memory
    with CaptureQueriesContext(connection) as queries:
        assert answers(crema) == [200, 200, 200]
    assert len(queries) == len(PAGES)
    cache.delete_pattern("*")


@pytest.fixture
def cache_table(settings: Any) -> Iterator[str]:
    """The backend that CACHE_TABLE names, as `manage.py createcachetable` prepares it."""
    before = settings.CACHES
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kept_pages"}}
    call_command("createcachetable", verbosity=0)
    yield "kept_pages"
    settings.CACHES = before  # which is emptied after every test
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE kept_pages")


def test_a_table_keeps_pages_for_all_processes(notice: Any, crema: Member, cache_table: str) -> None:
    assert answers(crema) == [200, 200, 200]
    with CaptureQueriesContext(connection) as queries:
        assert answers(crema) == [200, 200, 200]
    assert len(queries) == 2 * len(PAGES)
    assert sum(cache_table in query["sql"] for query in queries) == len(PAGES)


def test_a_full_table_lets_go_of_what_it_holds(notice: Any, crema: Member, settings: Any, cache_table: str) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"OPTIONS": {"MAX_ENTRIES": MOST}}}
    fill_cache(notice, crema)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kept_pages")
        assert 0 < cursor.fetchone()[0] <= MOST + 1  # looked at before each new one


def test_a_full_memory_lets_go_of_what_it_holds(notice: Any, crema: Member, settings: Any) -> None:
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "full", "OPTIONS": {"MAX_ENTRIES": MOST}}}
    fill_cache(notice, crema)
    assert 0 < len(stored_values()) <= MOST


def fill_cache(notice: Any, member: Member) -> None:
    """Every version of a page is an entry of its own."""
    for number in range(MOST):
        republish(notice, title=f"Avviso {number}")
        assert answers(member) == [200, 200, 200]


@pytest.mark.ci
def test_pages_and_the_app_go_on_without_the_cache_that_is_named(notice: Any, crema: Member, settings: Any) -> None:
    with socket.socket() as silent:  # accepts, and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for port in (1, silent.getsockname()[1]):
            settings.CACHES = {"default": REDIS | {"LOCATION": f"redis://127.0.0.1:{port}/0"}}
            assert answers(crema) == [200, 200, 200]
            assert App().data("{ channels { slug } }")["channels"]


def test_a_new_release_never_answers_with_an_older_ones_pages(
    notice: Any, crema: Member, settings: Any, tmp_path: Path
) -> None:
    answers(crema)
    settings.BASE_DIR = tmp_path  # none of our files: a release that is made of others
    build.cache_clear()
    try:
        with CaptureQueriesContext(connection) as queries:
            answers(crema)
    finally:
        build.cache_clear()
    assert len(queries) > len(PAGES)
