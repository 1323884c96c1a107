"""The app."""

from __future__ import annotations

import pytest

from tests.mobile_api.app import App


@pytest.fixture
def app(db: None) -> App:
    return App()
