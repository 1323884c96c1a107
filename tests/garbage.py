"""What stands when the tests begin stays to their end: the collector need not walk all of it again and again."""

from __future__ import annotations

import gc

import pytest

OBJECTS = 50_000  # made between two looks at the youngest; Python's own 700 are passed in every query


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 20)
