"""The idea in one test: one notice, published once, on every site."""

from __future__ import annotations

from typing import Any

import pytest

from tests.publishing import placement_of

pytestmark = pytest.mark.django_db


def test_a_notice_shows_on_every_member_that_accepts_it(notice: Any, crema: Any, offanengo: Any, visit: Any) -> None:
    response = visit(crema, "/novita/notizie/fibra/")
    assert response.status_code == 200
    assert "Fibra a Crema" in response.text
    assert 'rel="canonical" href="http://consorzio.localhost/novita/notizie/fibra/"' in response.text
    assert "Fibra a Crema" in visit(crema, "/novita/notizie/").text
    assert visit(offanengo, "/novita/notizie/fibra/").status_code == 404
    assert placement_of(notice, offanengo).decision == "offered"
