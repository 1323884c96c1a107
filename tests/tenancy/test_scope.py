"""What is within a person's reach, and what the question costs."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Revision

from federation.models import Member
from federation.tenancy.reach import reach_of
from federation.tenancy.scope import holds, within
from tests.publishing import publish_news
from tests.tenancy.climbers import person

pytestmark = pytest.mark.django_db


def test_what_leads_to_its_owner_by_an_object_is_asked_one_by_one_and_never_listed(
    crema: Member, izano: Member, django_assert_max_num_queries: Any
) -> None:
    reach = reach_of(person("crema", "administrator"))
    own, other = (publish_news(member, title="Fibra", slug="fibra").save_revision() for member in (crema, izano))
    assert holds(own, reach)
    assert not holds(other, reach)
    with django_assert_max_num_queries(1):
        assert not within(Revision.objects.all(), reach).exists()
