"""What lies in the admin after some years, inserted in bulk: pages in every section, images in every collection."""

from __future__ import annotations

from io import BytesIO
from math import ceil

from django.core.files.images import ImageFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Collection, Page, PageLogEntry

from cms.models import NewsPage, NewsSectionPage
from federation.actions.grant_roles import grant_roles
from federation.models import Member, MemberImage, MemberRole, User
from tests.benchmarks.italy import BATCH, insert_specific, planned_page, settle
from tests.files import picture

WORDS = [
    "Lavori",
    "Bando",
    "Chiusura",
    "Mercato",
    "Biblioteca",
    "Raccolta",
    "Scuola",
    "Contributo",
    "Evento",
    "Strada",
    "Energia",
    "Fibra",
]


def give_collections() -> None:
    """One to each member that has none."""
    root = Collection.get_first_root_node()
    members = list(Member.objects.filter(collection=None).order_by("pk"))
    collections = [
        Collection(name=member.name, path=Collection._get_path(root.path, 2, number), depth=2)
        for number, member in enumerate(members, start=root.numchild + 1)
    ]
    for member, collection in zip(members, Collection.objects.bulk_create(collections, batch_size=BATCH), strict=True):
        member.collection = collection
    Member.objects.bulk_update(members, ["collection"], batch_size=BATCH)
    Collection.objects.filter(pk=root.pk).update(numchild=root.numchild + len(members))


def write_pages(*, until: int) -> None:
    """News for no other member, as many in each section, until `until` pages are there; and their search index."""
    sections = list(NewsSectionPage.objects.order_by("path"))
    each = ceil(max(0, until - Page.objects.count()) / len(sections))
    news = [
        planned_page(
            NewsPage,
            section,
            step=number,
            title=f"{WORDS[number % len(WORDS)]} {number}",
            slug=f"n{number}",
            children=0,
        )
        for section in sections
        for number in range(section.numchild + 1, section.numchild + 1 + each)
    ]
    for page in news:
        page.latest_revision_created_at = page.first_published_at = page.last_published_at = timezone.now()
    Page.objects.bulk_create(news, batch_size=BATCH)
    today = timezone.localdate()
    insert_specific(
        NewsPage,
        [
            {"page_ptr_id": page.pk, "summary": "Una frase.", "obligation": "", "published_on": today, "body": "[]"}
            for page in news
        ],
    )
    for section in sections:
        Page.objects.filter(pk=section.pk).update(numchild=section.numchild + each)
    call_command("update_index", verbosity=0)
    settle()


def upload_images(*, each: int) -> None:
    """As many in every member's collection; all are the same file."""
    first = MemberImage.objects.create(
        title="Piazza",
        file=ImageFile(BytesIO(picture(320, 180)), "piazza.png"),
        collection=Collection.get_first_root_node(),
    )
    MemberImage.objects.bulk_create(
        [
            MemberImage(title=f"Piazza {number}", file=first.file.name, width=320, height=180, collection=collection)
            for collection in Collection.objects.filter(depth=2)
            for number in range(each)
        ],
        batch_size=BATCH,
    )


def hire(member: Member, *, edits: int) -> User:
    """A person who publishes for the member, and edited so many of its pages lately."""
    grant_roles(member)
    user = User.objects.create_user(f"redazione-{member.slug}")
    user.groups.add(MemberRole.objects.get(member=member, role=MemberRole.Role.PUBLISHER).group)
    assert member.site is not None
    for page in NewsPage.objects.descendant_of(member.site.root_page)[:edits]:
        PageLogEntry.objects.log_action(page, "wagtail.edit", user=user)
    return user
