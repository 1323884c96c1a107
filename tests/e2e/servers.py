"""Data of the demonstration's own on the servers that the tests are given, and nothing left of it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import psycopg
from django.test import override_settings

from federation.storages.s3 import S3MediaStorage
from search.dsl import Elasticsearch
from search.engine.indices import Indices
from tests.migrated import postgres_template


@contextmanager
def own_data(environment: dict[str, str]) -> Iterator[None]:
    """Changes the environment of a process to a new database, new indices and a part of the bucket, where there are
    such servers."""
    name = f"e2e{uuid4().hex[:8]}"
    with ExitStack() as stack:
        if environment.get("DATABASE_URL", "").startswith("postgres"):
            stack.enter_context(_database(environment, name))
        if environment["TESTS_ELASTICSEARCH_URL"]:
            stack.enter_context(_indices(environment, name))
        if environment["TESTS_S3_ENDPOINT_URL"]:
            stack.enter_context(_part_of_bucket(environment, name))
        yield


@contextmanager
def _database(environment: dict[str, str], name: str) -> Iterator[None]:
    server = environment["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'create database "{name}" template "{postgres_template()}"')
        environment["DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
        try:
            yield
        finally:
            connection.execute(f'drop database "{name}" with (force)')


@contextmanager
def _indices(environment: dict[str, str], name: str) -> Iterator[None]:
    url = environment["TESTS_ELASTICSEARCH_URL"]
    environment |= {"ELASTICSEARCH_URL": url, "ELASTICSEARCH_PREFIX": name}
    try:
        yield
    finally:
        with Elasticsearch(url) as client:
            indices = Indices(client, name)
            indices.drop(indices.all())


@contextmanager
def _part_of_bucket(environment: dict[str, str], name: str) -> Iterator[None]:
    address, bucket = environment["TESTS_S3_ENDPOINT_URL"], environment["TESTS_S3_BUCKET"]
    environment |= {"S3_ENDPOINT_URL": address, "S3_BUCKET": bucket, "S3_PREFIX": name}
    with override_settings(S3_ENDPOINT_URL=address, S3_BUCKET=bucket, S3_PREFIX=name):
        storage = S3MediaStorage()
        storage.publish_renditions()
    try:
        yield
    finally:
        for stored in storage.files(""):
            storage.erase(stored.key)
