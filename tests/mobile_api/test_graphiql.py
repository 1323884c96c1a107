"""The demonstration's page to try queries, and its ten queries."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from federation.models import Member
from mobile_api.examples import Example, examples
from tests.mobile_api.app import App

pytestmark = pytest.mark.django_db


def test_the_page_holds_ten_queries_and_no_inline_script() -> None:
    page = Client(SERVER_NAME="localhost").get("/graphiql/")
    assert page.status_code == 200
    data = re.search(r'<script id="examples" type="application/json">(.*?)</script>', page.text, re.DOTALL)
    assert data is not None
    assert len(json.loads(data[1])) == 10
    scripts = re.findall(r"<script([^>]*)>", page.text)
    assert all("src=" in script or "application/json" in script for script in scripts)
    assert "https://" not in page.text
    assert not page.cookies


def test_the_directory_leads_to_it() -> None:
    assert 'href="/graphiql/"' in Client(SERVER_NAME="localhost").get("/").text


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title[:40])
def test_a_ready_query_is_answered(app: App, crema: Member, example: Example) -> None:
    variables = json.loads(
        json.dumps(example.variables).replace('"izano"', '"crema"').replace('"offanengo"', '"crema"')
    )
    codes = app.codes(example.query, **variables)
    assert codes == (["TOO_COSTLY"] if "troppo grande" in example.title else [])
