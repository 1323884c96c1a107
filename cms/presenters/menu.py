"""The menu, which is the first level of the member's own page tree."""

from __future__ import annotations

from wagtail.models import Page

from federation.models import Member
from federation.placing.sections import sections_for
from themes.props import Breadcrumb, Link

# Slugs of the Modello's first level, and the validator's hooks that follow from them.
HOOKS = {"amministrazione": "management", "novita": "news", "servizi": "all-services", "vivere-il-comune": "live"}


def main_menu(member: Member, *, path: str) -> tuple[Link, ...]:
    """In the order of the tree; the branch of `path` is current."""
    assert member.site is not None
    pages = member.site.root_page.get_children().live().in_menu().values_list("slug", "title")
    return tuple(
        Link(title, f"/{slug}/", current=path.startswith(f"/{slug}/"), data_element=HOOKS.get(slug, ""))
        for slug, title in pages
    )


def link_to_section(member: Member, kind: str, *, label: str) -> Link | None:
    """None for a site without such a section."""
    section = sections_for(kind, {member.pk}).get(member.pk)
    return Link(label, section.path) if section else None


def breadcrumb(member: Member, *, below: Page, title: str) -> Breadcrumb:
    """From home through `below` and what is above it to the page read, by its title as the member shows it."""
    assert member.site is not None
    home = member.site.root_page
    above = below.get_ancestors(inclusive=True).filter(depth__gt=home.depth).values_list("title", "url_path")
    links = [Link("Home", "/")]
    links += [Link(name, "/" + url_path.removeprefix(home.url_path)) for name, url_path in above]
    return (*links, Link(title, "", current=True))
