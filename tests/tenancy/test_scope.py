"""What is within a person's reach, and what the question costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Revision

from federation.models import Member, MemberImage, User
from federation.tenancy.reach import reach_of
from federation.tenancy.references import may_refer_to
from federation.tenancy.scope import holds, within
from tests.conftest import new_member
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


@pytest.fixture
def sent_picture(
    consortium: Member, crema: Member, channel: Any, django_capture_on_commit_callbacks: Any
) -> MemberImage:
    """Of a notice that Crema shows; in a collection from which nobody else chooses."""
    image = MemberImage.objects.create(title="Foto", file=get_test_image_file(), collection=consortium.collection)
    with django_capture_on_commit_callbacks(execute=True):
        publish_news(consortium, title="Con foto", channels=[channel], image=image)
    return image


@pytest.mark.ci
def test_a_picture_costs_the_same_however_many_members_the_person_has(izano: Member, sent_picture: MemberImage) -> None:
    theirs = MemberImage.objects.create(title="Foto", file=get_test_image_file(), collection=izano.collection)
    few = person("crema", "editor", ("offanengo", "editor"))
    many = person("crema", "publisher", *((new_member(f"ente{number}").slug, "editor") for number in range(6)))
    for image, expected in ((sent_picture, True), (theirs, False)):
        asked = [questions(user, image) for user in (few, many)]
        assert [answer for answer, _count in asked] == [expected, expected]
        assert asked[1][1] <= asked[0][1] <= 3, asked


def questions(user: User, image: MemberImage) -> tuple[bool, int]:
    """Whether the person may use it, and in how many queries that is known."""
    reach = reach_of(user)
    with CaptureQueriesContext(connection) as captured:
        answer = may_refer_to(image, reach)
    return answer, len(captured)
