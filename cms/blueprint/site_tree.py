"""The pages of a new site, as the Modello Comuni names and orders them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from cms.models import EventSectionPage, LandingPage, NewsSectionPage


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page below the home page; `section_kind` for those that list items."""

    page_type: type[Page]
    title: str
    slug: str
    intro: str
    section_kind: str = ""
    children: tuple[PlannedPage, ...] = ()


SITE_TREE = (
    PlannedPage(
        LandingPage,
        "Novità",
        "novita",
        "Le notizie, i comunicati e gli avvisi del territorio.",
        children=(
            PlannedPage(NewsSectionPage, "Notizie", "notizie", "Che cosa succede e che cosa cambia.", "notizie"),
            PlannedPage(
                NewsSectionPage, "Comunicati", "comunicati", "Le comunicazioni ufficiali dell’ente.", "comunicati"
            ),
            PlannedPage(NewsSectionPage, "Avvisi", "avvisi", "Scadenze, modifiche e cose da sapere subito.", "avvisi"),
        ),
    ),
    PlannedPage(
        LandingPage,
        "Vivere il Comune",
        "vivere-il-comune",
        "Luoghi ed eventi da conoscere e da frequentare.",
        children=(
            PlannedPage(EventSectionPage, "Eventi", "eventi", "Incontri, feste e iniziative in programma.", "eventi"),
        ),
    ),
)


def plant(home: Page, planned: tuple[PlannedPage, ...] = SITE_TREE) -> None:
    """Adds the planned pages that a site does not have yet; repeatable."""
    for plan in planned:
        page = _planted(home, plan)
        if page is None:
            kind = {"section_kind": plan.section_kind} if plan.section_kind else {}
            page = plan.page_type(title=plan.title, slug=plan.slug, intro=plan.intro, show_in_menus=True, **kind)
            home.add_child(instance=page)
        plant(page, plan.children)


def _planted(parent: Page, plan: PlannedPage) -> Page | None:
    """Editors may change its address: a section is then known by its kind, a landing page by its sections."""
    page: Page | None = parent.get_children().filter(slug=plan.slug).first()
    if page is None and plan.section_kind:
        page = _section_below(parent, plan)
    for child in plan.children if page is None else ():
        if section := _section_below(parent, child):
            return section.get_parent()
    return page


def _section_below(page: Page, plan: PlannedPage) -> Page | None:
    below: Any = plan.page_type._default_manager
    section: Page | None = below.descendant_of(page).filter(section_kind=plan.section_kind).first()
    return section
