"""The page cache on Redis, on a Redis that is away, and from one release to the next."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from federation.build import build
from federation.models import Member
from tests.mobile_api.app import App

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PAGES = ("/", "/novita/notizie/", "/novita/notizie/fibra/")
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
