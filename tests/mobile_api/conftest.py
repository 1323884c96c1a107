"""The app."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.mobile_api.app")

from tests.mobile_api.app import App  # noqa: E402 its assertions explain themselves only now


@pytest.fixture
def app(db: None) -> App:
    return App()
