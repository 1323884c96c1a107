"""Every component renders from its sample, is valid and small HTML, and nothing in it breaks the security policy."""

from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template.loader import render_to_string

from tests.themes.documents import breaches_of_policy, in_document, parse_document, repeated_values
from themes import props
from themes.samples.components import COMPONENTS, component_names, component_sample

#: The type of the context variables that hold a props value.
PROPS: dict[str, type] = {
    "card": props.Card,
    "crest": props.Crest,
    "dates": props.EventDates,
    "footer": props.SiteFooter,
    "header": props.SiteHeader,
    "link": props.Link,
    "pagination": props.Pagination,
    "picture": props.Picture,
    "provenance": props.Provenance,
    "section": props.SectionCard,
    "tile": props.DirectoryTile,
}


@pytest.mark.parametrize("name", component_names())
def test_component_renders_valid_html_from_its_sample(name: str) -> None:
    sample = component_sample(name)
    root = parse_document(in_document(sample.render(), sample.inside or "div"))
    assert breaches_of_policy(root) == []
    assert repeated_values(root, "id") == []


@pytest.mark.parametrize("name", component_names())
def test_component_is_at_most_40_lines(name: str) -> None:
    assert len((COMPONENTS / name / f"{name}.html").read_text().splitlines()) <= 40


@pytest.mark.parametrize("name", component_names())
def test_sample_has_the_fields_of_its_props(name: str) -> None:
    for variable, value in component_sample(name).context.items():
        if variable not in PROPS:
            continue
        known = {field.name for field in fields(PROPS[variable])}
        assert set(value) <= known, f"{variable} of {name}"


def test_card_names_its_source_only_when_it_has_one() -> None:
    own: dict[str, Any] = {"title": "Avviso", "url": "/a/"}
    assert "A cura di" not in render_to_string("components/card/card.html", {"card": own})
    placed = own | {"source_label": "Consorzio.IT"}
    assert "A cura di Consorzio.IT" in render_to_string("components/card/card.html", {"card": placed})


def test_header_leaves_out_search_and_login_when_there_is_none() -> None:
    context = component_sample("header").context
    header = context["header"] | {"search": None, "login": None}
    html = render_to_string("components/header/header.html", {"header": header})
    assert "it-search-wrapper" not in html
    assert "personal-area-login" not in html


def test_text_of_a_plain_string_is_escaped() -> None:
    html = render_to_string("components/local_note/local_note.html", {"note": "<script>alert(1)</script>"})
    assert "<script>" not in html


def test_event_of_several_days_is_told_from_and_to() -> None:
    dates = props.EventDates(datetime(2026, 5, 3, 8, tzinfo=UTC), datetime(2026, 5, 5, 8, tzinfo=UTC))
    html = render_to_string("components/dates/dates.html", {"dates": dates})
    assert 'datetime="2026-05-03"' in html
    assert 'datetime="2026-05-05"' in html


def test_days_are_written_in_lower_case() -> None:
    html = render_to_string("components/day/day.html", {"day": date(2026, 3, 2)})
    assert ">2 marzo 2026<" in html


def test_required_fields_come_first_in_every_props_class() -> None:
    for name in props.__all__:
        value = getattr(props, name)
        if isinstance(value, type) and name.endswith("Props"):
            assert fields(value)[0].default is MISSING, name
