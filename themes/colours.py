"""Colours as WCAG 2 sees them: relative luminance and contrast ratio. They check palettes and pick readable text."""

import re
from dataclasses import dataclass

_HEX = re.compile(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")

#: The least contrast of normal text on its background (WCAG 2.1, 1.4.3, level AA).
MINIMUM_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Colour:
    """An opaque sRGB colour, channels 0–255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


WHITE = Colour(255, 255, 255)
INK = Colour(25, 25, 26)  # the text colour of Bootstrap Italia


def parse_hex(text: str) -> Colour:
    """Read "#0066cc", "0066cc" or "#06c"; raises ValueError on anything else."""
    text = text.strip()
    short = text.removeprefix("#")
    if len(short) == 3:
        text = "".join(digit * 2 for digit in short)
    match = _HEX.fullmatch(text)
    if match is None:
        raise ValueError(f"not a hexadecimal colour: {text!r}")
    red, green, blue = (int(pair, 16) for pair in match.groups())
    return Colour(red, green, blue)


def relative_luminance(colour: Colour) -> float:
    """From 0 (black) to 1 (white), as WCAG 2 defines it."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)


def contrast_ratio(one: Colour, other: Colour) -> float:
    """From 1 (same colour) to 21 (black and white); the order does not matter."""
    lighter, darker = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on_colour(background: Colour) -> Colour:
    """The text colour, white or ink, that reads better on a background."""
    return max((WHITE, INK), key=lambda text: contrast_ratio(text, background))
