"""The frame of a member's site: its first level and the sections below, read in one query for menu and breadcrumb."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page

from federation.models import Member
from federation.ports.section import section_models
from federation.querysets.trees import in_branch
from themes.props import Breadcrumb, Link

# Slugs of the Modello's first level, and the validator's hooks that follow from them.
HOOKS = {"amministrazione": "management", "novita": "news", "servizi": "all-services", "vivere-il-comune": "live"}


@dataclass(frozen=True, slots=True)
class FramePage:
    """`path` is relative to the site; `level` 1 is the menu's. `section_kind` and `intro` are the sections'."""

    page_id: int
    path: str
    slug: str
    title: str
    level: int
    in_menu: bool
    section_kind: str
    intro: str


def frame_of(member: Member) -> tuple[FramePage, ...]:
    """In the order of the tree; live pages only."""
    assert member.site is not None
    home = member.site.root_page
    names = [model._meta.model_name for model in section_models()]
    pages = (
        Page.objects.filter(in_branch(home.path), depth__in=(home.depth + 1, home.depth + 2), live=True)
        .annotate(
            section_kind=Coalesce(*[F(f"{name}__section_kind") for name in names], Value(""), output_field=CharField()),
            intro=Coalesce(*[F(f"{name}__intro") for name in names], Value(""), output_field=TextField()),
        )
        .order_by("path")
    )
    columns = ("pk", "url_path", "slug", "title", "depth", "show_in_menus", "section_kind", "intro")
    return tuple(
        FramePage(pk, "/" + url_path.removeprefix(home.url_path), slug, title, depth - home.depth, *rest)
        for pk, url_path, slug, title, depth, *rest in pages.values_list(*columns)
    )


def main_menu(frame: tuple[FramePage, ...], *, path: str) -> tuple[Link, ...]:
    """The branch of `path` is current."""
    return tuple(
        Link(page.title, page.path, current=path.startswith(page.path), data_element=HOOKS.get(page.slug, ""))
        for page in frame
        if page.level == 1 and page.in_menu
    )


def breadcrumb(frame: tuple[FramePage, ...], *, path: str, title: str) -> Breadcrumb:
    """From home to the page read, by its title as the member shows it."""
    above = [page for page in frame if path.startswith(page.path) and path != page.path]
    return (Link("Home", "/"), *(Link(page.title, page.path) for page in above), Link(title, "", current=True))
