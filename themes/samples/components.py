"""The sample of every component, read from the YAML file beside its template."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

COMPONENTS = Path(__file__).resolve().parent.parent / "templates" / "components"


@dataclass(frozen=True, slots=True)
class ComponentSample:
    """A component and the context it is shown with.

    `alone` (`_alone` in the file): a part of the page's frame, not to be repeated inside a page; `inside` (`_inside`):
    the element that it must be a child of.
    """

    name: str
    context: dict[str, Any]
    alone: bool = False
    inside: str = ""

    @property
    def template_name(self) -> str:
        return f"components/{self.name}/{self.name}.html"

    def render(self) -> SafeString:
        return render_to_string(self.template_name, self.context)


def component_names() -> list[str]:
    return sorted(folder.name for folder in COMPONENTS.iterdir() if folder.is_dir())


def component_sample(name: str) -> ComponentSample:
    """Raises FileNotFoundError for a component that has no sample."""
    content = yaml.safe_load((COMPONENTS / name / f"{name}.yaml").read_text(encoding="utf-8"))
    alone, inside = content.pop("_alone", False), content.pop("_inside", "")
    return ComponentSample(name, content, alone=alone, inside=inside)


def component_samples() -> list[ComponentSample]:
    return [component_sample(name) for name in component_names()]
