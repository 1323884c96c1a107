"""Who reads by mail what colleagues say of a page: only who can open the page when the mail is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    Comment,
    CommentReply,
    GroupApprovalTask,
    Page,
    PageSubscription,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from federation.actions.admit import Authority, Vouched, admit
from federation.actions.remove_person import remove_person
from federation.actions.suspend_person import suspend_person
from federation.models import Member, User
from federation.refusal import ActionRefused
from tests.admin_desk import URLS, Desk, page_form
from tests.people.conftest import person_of, role_at
from tests.publishing import publish_news, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(crema: Member, boss: User, colleague: User) -> Any:
    """A page of Crema's; Bice follows its comments."""
    page = publish_news(crema, title="Bilancio")
    PageSubscription.objects.create(page=page, user=colleague, comment_notifications=True)
    return page


def comment(client: Client, page: Any) -> None:
    """As the editor sends it, with the next save of a draft."""
    written = {"contentpath": "title", "text": "Riservato", "position": "", "replies": inline_formset([])}
    data = page_form(page.get_latest_revision_as_object()) | nested_form_data({"comments": inline_formset([written])})
    address = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)
    assert client.post(address, data).status_code == 302
    assert Comment.objects.filter(page=page, text="Riservato").exists()


def reply(client: Client, page: Any, thread: Comment) -> None:
    written = {"contentpath": "title", "text": thread.text, "position": "", "id": thread.pk}
    written["replies"] = inline_formset([{"text": "Riservato"}])
    data = page_form(page.get_latest_revision_as_object())
    data |= nested_form_data({"comments": inline_formset([written], initial=1)})
    address = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)
    assert client.post(address, data).status_code == 302
    assert CommentReply.objects.filter(comment=thread).exists()


def addressees(mailoutbox: list[Any]) -> list[str]:
    return [address for message in mailoutbox for address in message.to]


def test_who_follows_a_page_reads_the_comments(news: Any, boss_desk: Desk, mailoutbox: list[Any]) -> None:
    comment(boss_desk.client, news)
    assert addressees(mailoutbox) == ["bice@crema.example"]
    assert "Riservato" in mailoutbox[0].body


@pytest.mark.parametrize("decide", [remove_person, suspend_person])
def test_who_left_the_member_reads_no_more_comments(
    news: Any, crema: Member, boss: User, colleague: User, boss_desk: Desk, mailoutbox: list[Any], decide: Any
) -> None:
    decide(colleague, crema, by=boss)
    comment(boss_desk.client, news)
    assert mailoutbox == []


def test_who_works_elsewhere_by_now_reads_none_either(
    news: Any, crema: Member, izano: Member, boss: User, colleague: User, boss_desk: Desk, mailoutbox: list[Any]
) -> None:
    colleague.groups.add(role_at(izano, "administrator").group)
    remove_person(colleague, crema, by=boss)
    comment(boss_desk.client, news)
    assert mailoutbox == []


def test_who_lost_the_role_by_a_providers_word_reads_none(news: Any, boss_desk: Desk, mailoutbox: list[Any]) -> None:
    spid = Authority("https://spid.example", members=None, roles=frozenset({"editor"}))
    dora = admit(Vouched("dora", grants=(("crema", "editor"),), email="dora@crema.example"), spid)
    PageSubscription.objects.create(page=news, user=dora, comment_notifications=True)
    with pytest.raises(ActionRefused):
        admit(Vouched("dora", grants=()), spid)
    comment(boss_desk.client, news)
    assert addressees(mailoutbox) == ["bice@crema.example"]


def test_who_took_part_in_a_thread_and_left_reads_no_answers(
    news: Any, crema: Member, boss: User, boss_desk: Desk, mailoutbox: list[Any]
) -> None:
    former, present = person_of(crema, "editor", name="carla"), person_of(crema, "editor", name="dina")
    threads = [
        Comment.objects.create(page=news, user=user, text="?", contentpath="title", position="")
        for user in (former, present)
    ]
    remove_person(former, crema, by=boss)
    PageSubscription.objects.all().delete()
    for thread in threads:
        Comment.objects.exclude(pk=thread.pk).update(resolved_at="2026-03-02T10:00Z")
        Comment.objects.filter(pk=thread.pk).update(resolved_at=None)
        reply(boss_desk.client, news, thread)
    assert addressees(mailoutbox) == ["dina@crema.example"]


def test_a_page_that_moved_to_another_member_takes_no_readers_along(
    news: Any, izano: Member, admin_site: Callable[[User], Client], mailoutbox: list[Any]
) -> None:
    news.move(section_of(izano), pos="last-child")
    comment(admin_site(person_of(izano, "publisher")), Page.objects.get(pk=news.pk).specific)
    assert mailoutbox == []


def test_the_consortium_and_the_installations_people_read_what_they_follow(
    news: Any, consortium: Member, boss_desk: Desk, mailoutbox: list[Any]
) -> None:
    root = User.objects.create_superuser("installatrice", email="root@example.org")
    auditor = person_of(consortium, "auditor", name="remo")
    for user in (root, auditor):
        PageSubscription.objects.create(page=news, user=user, comment_notifications=True)
    comment(boss_desk.client, news)
    assert set(addressees(mailoutbox)) == {"bice@crema.example", root.email, auditor.email}


@pytest.fixture
def moderated(crema: Member, izano: Member) -> None:
    """One task for the publishers of both members, on the whole tree."""
    workflow, task = Workflow.objects.create(name="Controllo"), GroupApprovalTask.objects.create(name="Visto")
    task.groups.set([role_at(member, "publisher").group for member in (crema, izano)])
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=Page.objects.get(depth=1))


def test_a_page_in_moderation_is_told_to_its_own_members_publishers(
    news: Any, crema: Member, izano: Member, colleague: User, moderated: None, admin_site: Any, mailoutbox: list[Any]
) -> None:
    ours, _theirs = person_of(crema, "publisher"), person_of(izano, "publisher")
    Desk(admin_site(colleague)).edit(news, action="submit")
    assert addressees(mailoutbox) == [ours.email]


@pytest.mark.parametrize("left", [False, True])
def test_who_asked_for_moderation_and_left_does_not_read_how_it_ended(
    news: Any,
    crema: Member,
    boss: User,
    colleague: User,
    moderated: None,
    admin_site: Any,
    mailoutbox: list[Any],
    left: bool,
) -> None:
    Desk(admin_site(colleague)).edit(news, action="submit")
    if left:
        remove_person(colleague, crema, by=boss)
    Desk(admin_site(person_of(crema, "publisher"))).approve(news)
    assert addressees(mailoutbox) == ([] if left else [colleague.email])
