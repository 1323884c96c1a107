"""Palettes and colours: every palette reads well, in the source and in the style sheets that the build made of it."""

import re
from pathlib import Path

import pytest

from themes.colours import (
    INK,
    MINIMUM_CONTRAST,
    WHITE,
    Colour,
    contrast_ratio,
    on_colour,
    parse_hex,
    relative_luminance,
)
from themes.palettes import DEFAULT_PALETTE, PALETTES, palette_choices

BUILD = Path(__file__).parents[2] / "themes" / "static" / "themes" / "build"


@pytest.mark.parametrize("name", PALETTES)
def test_text_on_primary_and_primary_on_white_are_readable(name: str) -> None:
    palette = PALETTES[name]
    assert contrast_ratio(palette.on_primary, palette.primary) >= MINIMUM_CONTRAST
    assert contrast_ratio(palette.primary, WHITE) >= MINIMUM_CONTRAST


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(
    "selector", [".it-header-slim-wrapper", ".it-header-center-wrapper", ".help-box", ".it-footer-main"]
)
def test_white_text_is_readable_on_every_coloured_band(name: str, selector: str) -> None:
    site = (BUILD / "site.css").read_text()
    brand = dict(re.findall(r"(--brand-\d+):([^;}]+)", (BUILD / f"brand-{name}.css").read_text()))
    background = _background_of(site, selector)
    colour = brand.get(background.removeprefix("var(").removesuffix(")"), background)
    assert contrast_ratio(parse_hex(colour), WHITE) >= MINIMUM_CONTRAST


def _background_of(sheet: str, selector: str) -> str:
    rules = re.findall(rf"(?<=[}}])(?:[^{{}}]*,)?{re.escape(selector)}{{([^}}]*)}}", sheet)
    backgrounds: list[str] = [value for body in rules for value in re.findall(r"background(?:-color)?:([^;]+)", body)]
    return backgrounds[0]


def test_version_of_the_framework_is_in_double_quotes() -> None:
    assert '--bootstrap-italia-version: "2.18.3"' in (BUILD / "site.css").read_text()


@pytest.mark.parametrize("name", PALETTES)
def test_brand_sheet_is_small_and_sets_nothing_but_properties(name: str) -> None:
    sheet = (BUILD / f"brand-{name}.css").read_text()
    assert len(sheet) < 4096
    assert re.fullmatch(r":root{(--brand-\d+:[^;}]+;?)+}", sheet)


def test_every_property_in_use_has_a_value() -> None:
    site = (BUILD / "site.css").read_text()
    assert set(re.findall(r"var\((--brand-\d+)\)", site)) <= set(re.findall(r"(--brand-\d+):", site))


def test_choices_are_pairs_in_the_order_of_the_file() -> None:
    assert palette_choices()[0] == (DEFAULT_PALETTE, PALETTES[DEFAULT_PALETTE].label)
    assert len(palette_choices()) == len(PALETTES)


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast_ratio(Colour(0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast_ratio(WHITE, WHITE) == pytest.approx(1)


def test_luminance_of_a_known_colour() -> None:
    assert relative_luminance(parse_hex("#0066cc")) == pytest.approx(0.1385, abs=0.001)


def test_light_backgrounds_take_ink_and_dark_ones_white() -> None:
    assert on_colour(parse_hex("#ffd700")) == INK
    assert on_colour(parse_hex("#17324d")) == WHITE


@pytest.mark.parametrize("text", ["#0066cc", "0066CC", "#06c"])
def test_hexadecimal_colours_are_read_in_every_form(text: str) -> None:
    assert parse_hex(text).hex == "#0066cc"


@pytest.mark.parametrize("text", ["", "#12", "blue", "#gggggg", "#0066cc00"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a hexadecimal colour"):
        parse_hex(text)
