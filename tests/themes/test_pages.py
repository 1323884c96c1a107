"""Every page template renders from its sample: valid, one h1, the Modello's hooks where they belong, nothing inline."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from tests.themes.documents import breaches_of_policy, parse_document, repeated_values
from themes.props import Layout, TextProps
from themes.props.html import NO_HTML
from themes.samples.layout import SITE_NAME, sample_layout
from themes.samples.pages import PAGES

TEMPLATES = Path(__file__).parents[2] / "themes" / "templates"
#: Hooks that lists repeat; all others are unique in a page.
REPEATED_HOOKS = {"pager-link", "event-link", "news-category-link"}
MAIN_MENU = ["management", "news", "all-services", "live"]


def render_page(name: str) -> str:
    template, build_sample = PAGES[name]
    sample = build_sample()
    return render_to_string(template, {"layout": sample.layout, "page": sample.page})


@pytest.mark.parametrize("name", PAGES)
def test_page_is_valid_and_keeps_the_security_policy(name: str) -> None:
    root = parse_document(render_page(name))
    assert breaches_of_policy(root) == []
    assert repeated_values(root, "id") == []
    assert set(repeated_values(root, "data-element")) <= REPEATED_HOOKS


@pytest.mark.parametrize("name", PAGES)
def test_page_has_one_first_heading_and_skips_no_level(name: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", render_page(name))]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_page_has_landmarks_and_a_skip_link(name: str) -> None:
    root = parse_document(render_page(name))
    assert root.get("lang") == "it"
    assert len(root.findall(".//main[@id='main-content']")) == 1
    assert root.find(".//a[@href='#main-content']") is not None


@pytest.mark.parametrize("name", PAGES)
def test_every_static_file_of_a_page_exists_after_the_build(name: str) -> None:
    static_url = str(settings.STATIC_URL)
    pattern = re.compile(rf'["\']{re.escape(static_url)}([^"\'#?]+)')
    for path in pattern.findall(render_page(name)):
        original = re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", path)
        assert finders.find(original), path


def test_home_page_has_the_four_main_hooks_once_in_order() -> None:
    hooks = re.findall(r'data-element="([\w-]+)"', render_page("home_page"))
    assert [hook for hook in hooks if hook in MAIN_MENU] == MAIN_MENU


def test_home_page_footer_has_the_links_of_law() -> None:
    hooks = re.findall(r'data-element="([\w-]+)"', render_page("home_page"))
    expected = {
        "faq",
        "report-inefficiency",
        "appointment-booking",
        "privacy-policy-link",
        "legal-notes",
        "accessibility-link",
    }
    assert expected <= set(hooks)


def test_second_level_links_hold_the_title_alone() -> None:
    links = parse_document(render_page("landing_page")).findall(".//a[@data-element='news-category-link']")
    assert ["".join(link.itertext()).strip() for link in links] == ["Notizie", "Comunicati", "Avvisi"]


def test_document_title_names_page_and_site() -> None:
    assert f"<title>Novità - {SITE_NAME}</title>" in render_page("landing_page")
    assert f"<title>{SITE_NAME}</title>" in render_page("home_page")


def test_fictional_notice_is_shown_only_when_given() -> None:
    page = TextProps("Note legali", NO_HTML)
    plain = {"layout": Layout("Note legali", SITE_NAME), "page": page}
    assert "fictional-banner" not in render_to_string("pages/text_page.html", plain)
    assert "fictional-banner" in render_to_string("pages/text_page.html", {"layout": sample_layout("x"), "page": page})


def test_news_page_of_another_member_says_who_wrote_it() -> None:
    html = render_page("news_page")
    assert "Pubblicato da Consorzio.IT" in html
    assert f"Nota del {SITE_NAME}" in html


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_includes_are_isolated(template: Path) -> None:
    for tag in re.findall(r"{% include .*? %}", template.read_text()):
        assert tag.endswith(" only %}"), tag
