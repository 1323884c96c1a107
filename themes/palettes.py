"""The palettes a member can choose from. `palettes.json` is also what the front-end build reads, so that both agree."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from themes.colours import Colour, on_colour, parse_hex


@dataclass(frozen=True, slots=True)
class Palette:
    """A named colour scheme; `label` is what editors read, `stylesheet` what `{% static %}` takes."""

    name: str
    label: str
    primary: Colour

    @property
    def on_primary(self) -> Colour:
        return on_colour(self.primary)

    @property
    def stylesheet(self) -> str:
        return f"themes/build/brand-{self.name}.css"


def _read_palettes(path: Path) -> Mapping[str, Palette]:
    entries = json.loads(path.read_text(encoding="utf-8"))
    palettes = (Palette(entry["name"], entry["label"], parse_hex(entry["primary"])) for entry in entries)
    return MappingProxyType({palette.name: palette for palette in palettes})


#: By name, in the order of the file; the first is the one that site.css already carries.
PALETTES: Mapping[str, Palette] = _read_palettes(Path(__file__).with_name("palettes.json"))
DEFAULT_PALETTE = next(iter(PALETTES))


def palette_choices() -> list[tuple[str, str]]:
    """Pairs for a model field or a form."""
    return [(palette.name, palette.label) for palette in PALETTES.values()]
