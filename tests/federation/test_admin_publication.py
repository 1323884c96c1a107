"""Publishing and taking back, through the admin: section 4 of the rules, the rows about one page's state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from cms.models import NewsPage
from federation.models import Item, MemberRole, Placement, Reason, User
from tests.admin_desk import Desk
from tests.publishing import let_it_expire, placement_of, section_of
from tests.rising import only_these_rise

pytestmark = pytest.mark.django_db

PATH = "/novita/notizie/fibra/"


@pytest.fixture
def draft(consortium: Any, crema: Any, izano: Any, offanengo: Any, channel: Any, desk: Desk) -> NewsPage:
    """A notice for all that was only saved."""
    return desk.create(section_of(consortium), action="save", title="Fibra", slug="fibra", channels=[channel])


def test_a_page_published_at_once_stands_on_the_owners_and_the_subscribers_sites(
    consortium: Any, crema: Any, izano: Any, offanengo: Any, channel: Any, desk: Desk, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        page = desk.create(section_of(consortium), title="Fibra", slug="fibra", channels=[channel])
    assert [visit(member, PATH).status_code for member in (consortium, crema, izano, offanengo)] == [200, 200, 200, 404]
    assert placement_of(page, offanengo).decision == "offered"


def test_a_draft_raises_nothing_and_has_no_item(
    consortium: Any, crema: Any, channel: Any, desk: Desk, visit: Any
) -> None:
    with only_these_rise():
        desk.create(section_of(consortium), action="save", title="Fibra", slug="fibra", channels=[channel])
    assert not Item.objects.exists()
    assert visit(consortium, PATH).status_code == visit(crema, PATH).status_code == 404


def test_publishing_a_draft_places_it(draft: Any, consortium: Any, crema: Any, izano: Any, desk: Desk) -> None:
    with only_these_rise(consortium, crema, izano):
        desk.edit(draft)
    assert placement_of(draft, crema).shown


def test_publishing_an_edit_reaches_every_site_that_shows_the_page(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        desk.edit(notice, title="Fibra anche a Izano")
    assert "Fibra anche a Izano" in visit(crema, PATH).text
    assert "Fibra anche a Izano" in visit(izano, "/novita/notizie/").text


def test_a_members_own_page_concerns_that_member_alone(
    crema: Any, izano: Any, offanengo: Any, crema_desk: Desk, visit: Any
) -> None:
    with only_these_rise(crema):
        crema_desk.create(section_of(crema), title="Mercato", slug="mercato")
    assert visit(crema, "/novita/notizie/mercato/").status_code == 200
    assert visit(izano, "/novita/notizie/mercato/").status_code == 404


def test_the_final_approval_of_a_workflow_publishes_on_every_site(
    draft: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, consortium_publisher: User
) -> None:
    _one_task_workflow(consortium)
    with only_these_rise():
        desk.edit(draft, action="submit")
    with only_these_rise(consortium, crema, izano):
        desk.approve(draft)
    assert placement_of(draft, izano).shown


def test_a_correction_in_moderation_is_shown_nowhere_until_it_is_approved(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    _one_task_workflow(consortium)
    with only_these_rise():
        desk.edit(notice, action="submit", title="Da controllare")
    assert "Da controllare" not in visit(crema, PATH).text
    with only_these_rise(consortium, crema, izano):
        desk.approve(notice)
    assert "Da controllare" in visit(crema, PATH).text


def test_bulk_publish_places_all_in_one_commit(
    draft: Any, consortium: Any, crema: Any, izano: Any, channel: Any, desk: Desk
) -> None:
    other = desk.create(section_of(consortium), action="save", title="Corsi", slug="corsi", channels=[channel])
    with only_these_rise(consortium, crema, izano):
        desk.bulk("publish", draft, other)
    assert set(Placement.objects.shown_on(crema).values_list("title_shown", flat=True)) == {"Fibra", "Corsi"}


def test_unpublishing_withdraws_everywhere(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        desk.unpublish(notice)
    for member in (consortium, crema, izano):
        assert visit(member, PATH).status_code == 410
        assert placement_of(notice, member).reason == Reason.WITHDRAWN
        assert "Fibra a Crema" not in visit(member, "/novita/notizie/").text


def test_bulk_unpublish_withdraws_everywhere(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    with only_these_rise(consortium, crema, izano):
        desk.bulk("unpublish", notice)
    assert visit(crema, PATH).status_code == 410


def test_expiry_withdraws_everywhere(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    desk.edit(notice, expire_at=timezone.now() + timedelta(hours=1))
    let_it_expire(notice)
    with only_these_rise(consortium, crema, izano):
        call_command("publish_scheduled")
    assert {placement_of(notice, member).reason for member in (consortium, crema, izano)} == {Reason.EXPIRED}
    assert visit(crema, PATH).status_code == 410


def test_published_again_after_withdrawal_it_is_back_on_every_site(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    desk.unpublish(notice)
    with only_these_rise(consortium, crema, izano):
        desk.edit(notice)
    assert visit(crema, PATH).status_code == 200


def test_a_correction_for_a_future_date_changes_nothing_before_that_date(
    notice: Any, consortium: Any, crema: Any, izano: Any, desk: Desk, visit: Any
) -> None:
    with only_these_rise():
        desk.edit(notice, title="Da domani", go_live_at=timezone.now() + timedelta(days=1))
    assert "Fibra a Crema" in visit(crema, PATH).text
    notice.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=timezone.now())
    _make_due(notice)
    with only_these_rise(consortium, crema, izano):
        call_command("publish_scheduled")
    assert "Da domani" in visit(crema, PATH).text


def test_a_draft_of_a_published_page_raises_nothing(notice: Any, crema: Any, desk: Desk, visit: Any) -> None:
    with only_these_rise():
        desk.edit(notice, action="save", title="Bozza", slug="bozza")
    assert "Bozza" not in visit(crema, PATH).text


def test_autosave_raises_nothing(notice: Any, desk: Desk) -> None:
    with only_these_rise():
        desk.autosave(notice, title="Bozza che cresce")


def test_reverting_to_an_old_revision_as_a_draft_raises_nothing(notice: Any, desk: Desk) -> None:
    first = notice.latest_revision
    desk.edit(notice, title="Seconda versione")
    with only_these_rise():
        desk.revert(notice, first)
    assert Page.objects.get(pk=notice.pk).get_latest_revision_as_object().title == "Fibra a Crema"


def test_locking_a_page_raises_nothing(notice: Any, administrator_desk: Desk) -> None:
    with only_these_rise():
        administrator_desk.post("wagtailadmin_pages:lock", notice.pk)
    assert Page.objects.get(pk=notice.pk).locked


def _one_task_workflow(member: Any) -> None:
    workflow = Workflow.objects.create(name="Controllo")
    task = GroupApprovalTask.objects.create(name="Visto")
    task.groups.set([MemberRole.objects.get(member=member, role=MemberRole.Role.PUBLISHER).group])
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=member.site.root_page)


def _make_due(page: Any) -> None:
    """The time of a scheduled revision has come."""
    now = timezone.now() - timedelta(minutes=1)
    for revision in page.revisions.exclude(approved_go_live_at=None):
        revision.content["go_live_at"] = now.isoformat()
        revision.approved_go_live_at = now
        revision.save(update_fields=["content", "approved_go_live_at"])
