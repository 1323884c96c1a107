"""What no browser sends by itself is answered as what is not there, and never with an error of the server."""

from __future__ import annotations

import pytest
from django.urls import reverse

from federation.models import Member, User
from tests.admin_desk import URLS
from tests.tenancy.climbers import enter, person

pytestmark = pytest.mark.django_db
KEYS = ("abc", "²", "1.5", str(2**80), "")


@pytest.mark.parametrize("model", [("federation", "item"), ("wagtailcore", "page"), ("federation", "memberimage")])
@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_another_form_than_the_models_names_no_row(crema: Member, model: tuple[str, str], key: str) -> None:
    path = reverse("wagtail_bulk_action", args=[*model, "unknown"], urlconf=URLS)
    assert enter(person("crema", "editor")).get(f"{path}?id={key}").status_code == 404
    assert enter(User.objects.create_superuser("installatore")).get(f"{path}?id={key}").status_code == 404
