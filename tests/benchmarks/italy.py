"""A synthetic Italy: members with their whole sites, inserted in bulk, because thousands must stand in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from wagtail.models import Locale, Page, Site

from cms.actions.create_member import NewMember, create_member
from cms.blueprint.site_tree import SITE_TREE, PlannedPage
from cms.models import HomePage, NewsPage
from federation.models import Channel, Member, MemberVersion, Mode, Subscription
from tests.publishing import publish_news

COMUNI = 7_896
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Country:
    """Who sends, and by what subject."""

    consortium: Member
    channel: Channel


def found() -> Country:
    """The consortium with its site and one channel; no receiver yet."""
    kind = Member.Kind.CONSORTIUM
    owner = create_member(NewMember(kind=kind, name="Consorzio", slug="consorzio", hostname="consorzio.localhost"))
    return Country(owner, Channel.objects.create(owner=owner, name="Banda", slug="banda"))


def grow(country: Country, *, to: int) -> None:
    """Adds comuni that receive everything at once, with the pages of the blueprint, until there are `to`."""
    first = Member.objects.exclude(pk=country.consortium.pk).count()
    slugs = [f"comune-{number:04}" for number in range(first, to)]
    with transaction.atomic():
        homes = _plant_homes(slugs)
        sites = Site.objects.bulk_create(
            [Site(hostname=f"{home.slug}.localhost", port=80, root_page=home) for home in homes], batch_size=BATCH
        )
        members = Member.objects.bulk_create(
            [
                Member(name=home.title, slug=home.slug, hostname=site.hostname, site=site)
                for home, site in zip(homes, sites, strict=True)
            ],
            batch_size=BATCH,
        )
        MemberVersion.objects.bulk_create([MemberVersion(member=member) for member in members], batch_size=BATCH)
        Subscription.objects.bulk_create(
            [Subscription(member=member, channel=country.channel, mode=Mode.AUTOMATIC) for member in members],
            batch_size=BATCH,
        )
    Site.clear_site_root_paths_cache()
    settle()


def settle() -> None:
    """After bulk changes: what PostgreSQL's autovacuum would do within a minute."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def some_comuni(country: Country, count: int) -> list[Member]:
    """As many, from the first to the last."""
    comuni = list(Member.objects.exclude(pk=country.consortium.pk).order_by("pk"))
    return comuni[:: max(1, len(comuni) // count)][:count]


def publish_notices(country: Country, *, count: int) -> list[NewsPage]:
    """As many of the consortium's, on the site of every member."""
    return [
        publish_news(
            country.consortium,
            title=f"Avviso numero {number} del consorzio",
            summary="Una frase che dice di che cosa si tratta.",
            body=[("paragraph", "<p>Un capoverso che dice il resto.</p>")],
            channels=[country.channel],
        )
        for number in range(count)
    ]


def _plant_homes(slugs: list[str]) -> list[Page]:
    root = Page.get_first_root_node()
    homes = [
        planned_page(
            HomePage, root, step=root.numchild + number, title=slug.title(), slug=slug, children=len(SITE_TREE)
        )
        for number, slug in enumerate(slugs, start=1)
    ]
    rows = [(page, "", "") for page in homes]
    rows += [row for home in homes for row in _below(home, SITE_TREE)]
    Page.objects.bulk_create([page for page, _, _ in rows], batch_size=BATCH)
    insert_specific(HomePage, [{"page_ptr_id": home.pk} for home in homes])
    by_type: dict[type[models.Model], list[dict[str, object]]] = {}
    for page, intro, section_kind in rows[len(homes) :]:
        kind = {"section_kind": section_kind} if section_kind else {}
        values = {"page_ptr_id": page.pk, "intro": intro, **kind}
        by_type.setdefault(page.content_type.model_class(), []).append(values)
    for page_type, values in by_type.items():
        insert_specific(page_type, values)
    Page.objects.filter(pk=root.pk).update(numchild=root.numchild + len(homes))
    return homes


def _below(parent: Page, planned: tuple[PlannedPage, ...]) -> Iterator[tuple[Page, str, str]]:
    for step, plan in enumerate(planned, start=1):
        page = planned_page(
            plan.page_type, parent, step=step, title=plan.title, slug=plan.slug, children=len(plan.children)
        )
        yield page, plan.intro, plan.section_kind
        yield from _below(page, plan.children)


def planned_page(page_type: type[Page], parent: Page, *, step: int, title: str, slug: str, children: int) -> Page:
    return Page(
        title=title,
        draft_title=title,
        slug=slug,
        content_type=ContentType.objects.get_for_model(page_type),
        locale=Locale.get_default(),
        path=Page._get_path(parent.path, parent.depth + 1, step),
        depth=parent.depth + 1,
        numchild=children,
        url_path=f"{parent.url_path}{slug}/",
    )


def insert_specific(page_type: type[models.Model], rows: list[dict[str, object]]) -> None:
    """Django's bulk_create refuses multi-table models; the second table's rows are plain."""
    columns = list(rows[0])
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {page_type._meta.db_table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [list(row.values()) for row in rows])
