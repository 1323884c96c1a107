"""A hash of an item as one member shows it, by which reconcile sees a raise that was lost."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def placement_digest(content_digest: str, *, overrides: dict[str, Any], variables: dict[str, Any]) -> str:
    """`content_digest` itself for whoever shows the item as it was sent: one value for thousands of rows."""
    if not overrides and not variables:
        return content_digest
    text = json.dumps([content_digest, overrides, variables], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
