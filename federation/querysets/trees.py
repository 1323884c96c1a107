"""Asking for a part of the page tree by its treebeard path, so that each database uses its index."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q

AFTER_EVERY_PATH = "~"  # sorts after the digits and letters that paths are made of


def in_branch(path: str) -> Q:
    """The page at `path` and all below it. SQLite has no index for LIKE, and PostgreSQL none that compares by bytes."""
    if connection.vendor == "sqlite":
        return Q(path__gte=path, path__lt=path + AFTER_EVERY_PATH)
    return Q(path__startswith=path)
