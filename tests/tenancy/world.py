"""Members with marked content of every kind. A mark ends in `pub` where citizens see the text, and in `sec` elsewhere.

`NEEDLE` stands beside each mark, so that a search for it is no echo of the mark.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import models
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    CommentReply,
    GroupApprovalTask,
    Page,
    PageSubscription,
    PageViewRestriction,
    Revision,
    UploadedFile,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.models import EventPage, NewsPage
from federation.actions.override import Overrides, override
from federation.belongs import To, belonging_of
from federation.models import (
    Channel,
    HostAlias,
    InboxEntry,
    Member,
    MemberDocument,
    MemberImage,
    MemberRole,
    Placement,
    User,
)
from federation.tenancy.reach import Reach
from federation.tenancy.scope import within
from federation.unit_of_work import unit_of_work
from tests.publishing import placement_of, publish_event, publish_news, section_of
from tests.tenancy.filling import fill
from tests.tenancy.tables import added, read_rows, tables

NEEDLE = "Segreto"
UNFILLED = (To.ALL, To.INSTALLATION, To.OBJECT)


@dataclass
class Side:
    """One member's marked content. `rows`: all keys that are its own, by table; `shown`: one of each model, first."""

    member: Member
    mark: str
    thorough: bool = True
    rows: dict[str, set[Any]] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    shown: dict[type[models.Model], models.Model] = field(default_factory=dict)

    def ids(self, model: type[models.Model]) -> list[Any]:
        """Some keys of the model's rows; of pages, one in each state."""
        if issubclass(model, Page):
            return [page.pk for page in (self.pages if self.thorough else self.pages[:3])]
        table = model._meta.concrete_model._meta.db_table  # type: ignore[union-attr]
        best = [row.pk for kind, row in self.shown.items() if issubclass(kind, model)]
        return list(dict.fromkeys([*best, *sorted(self.rows.get(table, ()), key=str, reverse=True)[:2]]))[:2]

    def all_ids(self) -> list[Any]:
        """Numbers, for whatever names something."""
        return sorted({row.pk for row in self.shown.values() if isinstance(row.pk, int)} | {self.pages[0].pk})

    def all_keys(self, converter: str) -> list[Any]:
        """For a parameter of which no more is known than what Django lets through there."""
        named = [table for table in tables() if isinstance(table.model._meta.pk, models.UUIDField)]
        keys = [UUID(str(key)) for table in named for key in sorted(self.rows.get(table.name, ()), key=str)[:2]]
        words = [self.member.slug, *(page.slug for page in self.pages[:1])]
        known = {"int": self.all_ids(), "uuid": keys, "slug": words}
        return known.get(converter, [*self.all_ids(), *keys, *words])


def build_side(member: Member, *, with_person: str, notice: Any, marked: bool = True) -> Side:
    """Everything a member can have; `marked=False` for the side that looks at the others."""
    mark = f"zq{member.slug}" if marked else "nostro"
    side = Side(member, mark, thorough=notice is not None)
    before = read_rows()
    with unit_of_work():
        for build in (_people, _media, _pages, _discussion, _moderation, _bookkeeping, _placements, _everything_else):
            build(side, f"{NEEDLE if marked else 'Proprio'} {mark}", with_person, notice)
    side.rows = added(before, read_rows())
    _add_what_was_there(side)
    return side


def _people(side: Side, text: str, person: str, notice: Any) -> None:
    user = User.objects.create_user(
        f"{side.mark}sec", f"{side.mark}sec@example.org", "prova", first_name=f"{text}sec", last_name=f"{text}sec"
    )
    user.groups.add(MemberRole.objects.get(member=side.member, role=person).group)
    Group.objects.create(name=f"{text}sec gruppo")  # the roles' own are called like the member, as its site is
    side.shown[User] = user


def _media(side: Side, text: str, person: str, notice: Any) -> None:
    marked = BytesIO(get_test_image_file().file.getvalue() + f"{side.mark}sec".encode())
    image = MemberImage.objects.create(
        title=f"{text}sec foto", file=ImageFile(marked, name=f"{side.mark}sec.png"), collection=side.member.collection,
        uploaded_by_user=side.shown[User],
    )  # fmt: skip
    document = MemberDocument.objects.create(
        title=f"{text}sec carta",
        file=ContentFile(f"%PDF-1.4 {side.mark}sec".encode(), name=f"{side.mark}sec.pdf"),
        collection=side.member.collection,
    )
    for row in (image, document):
        row.tags.add(f"{text}sec")
        row.save()
    image.get_rendition("width-20")
    folder = side.member.collection.add_child(name=f"{text}sec cartella")  # type: ignore[union-attr]
    side.shown |= {MemberImage: image, MemberDocument: document, type(folder): folder}
    side.shown[UploadedFile] = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(MemberImage),
        file=get_test_image_file(f"{side.mark}sec-carico.png"),
        uploaded_by_user=side.shown[User],
    )


def _pages(side: Side, text: str, person: str, notice: Any) -> None:
    section = section_of(side.member)

    def draft(name: str, **fields: Any) -> NewsPage:
        page = NewsPage(
            title=f"{text}sec {name}", slug=f"{side.mark}sec-{name}", live=False, image=side.shown[MemberImage],
            summary=f"{text}sec", owner=side.shown[User], **fields,
        )  # fmt: skip
        section.add_child(instance=page)
        page.save_revision(user=side.shown[User])
        return page

    published = publish_news(side.member, title=f"{text}pub notizia", slug=f"{side.mark}pub", summary=f"{text}pub")
    published.title = f"{text}sec modifica"
    published.save_revision(user=side.shown[User])
    event = publish_event(side.member, title=f"{text}pub evento", slug=f"{side.mark}pub", start=timezone.now())
    scheduled = draft("futura", go_live_at=timezone.now() + timedelta(days=3))
    scheduled.save_revision(approved_go_live_at=scheduled.go_live_at)
    moderated = draft("moderata")
    locked = draft("bloccata", locked=True, locked_by=side.shown[User], locked_at=timezone.now())
    private = publish_news(side.member, title=f"{text}sec privata", slug=f"{side.mark}sec-privata")
    restriction = PageViewRestriction.objects.create(
        page=private, restriction_type="password", password=f"{side.mark}sec"
    )
    side.shown |= {PageViewRestriction: restriction, NewsPage: published, EventPage: event}
    side.pages = [published, draft("bozza"), moderated, locked, scheduled, private, event, section]
    side.pages = [Page.objects.get(pk=page.pk) for page in side.pages]
    side.shown[Revision] = moderated.get_latest_revision()


def _discussion(side: Side, text: str, person: str, notice: Any) -> None:
    page, user = side.pages[1], side.shown[User]
    comment = Comment.objects.create(
        page=page, user=user, text=f"{text}sec", contentpath="title", position="", revision_created=page.latest_revision
    )
    side.shown |= {
        Comment: comment,
        CommentReply: CommentReply.objects.create(comment=comment, user=user, text=f"{text}sec"),
        PageSubscription: PageSubscription.objects.create(page=page, user=user, comment_notifications=True),
    }


def _moderation(side: Side, text: str, person: str, notice: Any) -> None:
    workflow = Workflow.objects.create(name=f"{text}sec iter")
    task = GroupApprovalTask.objects.create(name=f"{text}sec visto")
    task.groups.set([MemberRole.objects.get(member=side.member, role=person).group])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    section = section_of(side.member)
    side.shown[WorkflowPage] = WorkflowPage.objects.create(workflow=workflow, page=section)
    state = workflow.start(side.pages[2].specific, side.shown[User])
    side.shown |= {Workflow: workflow, GroupApprovalTask: task, type(state): state}
    side.shown[type(state.current_task_state)] = state.current_task_state


def _bookkeeping(side: Side, text: str, person: str, notice: Any) -> None:
    member, user = side.member, side.shown[User]
    page_type = ContentType.objects.get_for_model(NewsPage)
    session = {"user": user, "content_type": page_type, "object_id": str(side.pages[0].pk)}
    side.shown |= {
        HostAlias: HostAlias.objects.create(member=member, hostname=f"{side.mark}sec.example.org"),
        Redirect: Redirect.objects.create(
            site=member.site, old_path=f"/{NEEDLE}-{side.mark}sec", redirect_link=f"/{side.mark}sec"
        ),
        EditingSession: EditingSession.objects.create(**session, last_seen_at=timezone.now()),
        FormState: FormState.objects.create(
            **session, data=f"title={text}sec", parent_object_id="", last_updated_at=timezone.now()
        ),
    }
    for instance in (side.pages[1], side.shown[MemberImage], member):
        log(instance=instance, action="wagtail.edit", user=user, data={"note": f"{text}sec"})
    member.brand.tagline = f"{text}pub"
    member.brand.save()


def _placements(side: Side, text: str, person: str, notice: Any) -> None:
    if notice is None:
        return
    received = placement_of(notice, side.member)
    override(received.pk, overrides=Overrides(title=f"{text}pub titolo", note=f"{text}pub nota"), user=None)
    received.refresh_from_db()
    entry = InboxEntry.objects.create(
        member=side.member, placement=received, kind="source_changed", field="title", old=f"{text}sec", new="x"
    )
    side.shown |= {Placement: received, InboxEntry: entry}


def _everything_else(side: Side, text: str, person: str, notice: Any) -> None:
    """Models that nobody thought of here: those that are registered as snippets or viewsets, and all that are owned."""
    given = {Member: side.member, type(side.member.site): side.member.site, **side.shown}
    given[type(side.member.collection)] = side.member.collection
    given[Channel] = Channel.objects.get(slug="banda")  # a comune that owns one would offer its items to all
    reach = Reach(side.shown[User], (side.member,), everything=False, reads_only=False)  # type: ignore[arg-type]
    for model in apps.get_models():
        belongs = belonging_of(model)
        if model in given or model._meta.proxy or issubclass(model, Page) or belongs is None or belongs.to in UNFILLED:
            continue
        there = within(model._default_manager.all(), reach).first()
        side.shown[model] = given[model] = there or fill(model, "Di tutti" if belongs.offered else f"{text}sec", given)  # type: ignore[arg-type]


def _add_what_was_there(side: Side) -> None:
    """The member's own rows from before: its site, its tree, its groups, its look."""
    member = side.member
    tree = Page.objects.descendant_of(member.site.root_page, inclusive=True)  # type: ignore[union-attr]
    roles = MemberRole.objects.filter(member=member)
    owned: list[models.QuerySet[Any]] = [
        Member.objects.filter(pk=member.pk),
        type(member.site)._default_manager.filter(pk=member.site_id),
        type(member.collection)._default_manager.filter(pk=member.collection_id),
        roles,
        apps.get_model("auth.Group")._default_manager.filter(member_role__in=roles),
        *(
            apps.get_model("federation", name)._default_manager.filter(member=member)
            for name in ("Brand", "Subscription", "Placement", "HostAlias")
        ),
        tree,
        *(model._default_manager.filter(pk__in=tree) for model in apps.get_models() if issubclass(model, Page)),
    ]
    for rows in owned:
        side.rows.setdefault(rows.model._meta.db_table, set()).update(rows.values_list("pk", flat=True))
