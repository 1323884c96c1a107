"""What axe finds, and whether a page fits its width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.conftest import ROOT

SETTLED = """document.getAnimations().filter(moves => moves.effect.getComputedTiming().endTime < Infinity)
    .forEach(moves => moves.finish())"""
AXE = Path(ROOT, "themes/frontend/node_modules/axe-core/axe.min.js").read_text()
PHONE, DESK = 320, 1280


def findings(page: Page, *, only: str = "") -> list[str]:
    """What axe finds on the page once what fades in is there, below the selector `only`.

    It is evaluated, because a policy that lets no foreign script in would refuse it as an element of the page.
    """
    page.evaluate(SETTLED)
    page.evaluate(AXE)
    result: dict[str, Any] = page.evaluate("only => axe.run(only || document)", only)
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in result["violations"]]


def overflows(page: Page) -> bool:
    """Whether one must scroll sideways, once the page has followed its width (the menu of the admin takes a moment)."""
    for _ in range(20):
        if page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
            return False
        page.wait_for_timeout(50)
    return True


def check_on_desk_and_phone(page: Page, *, only: str = "") -> None:
    """Without a finding and without scrolling sideways, wide and narrow."""
    page.wait_for_load_state()
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        assert findings(page, only=only) == [], f"{page.url}, {width} px"
        assert not overflows(page), f"{page.url}, {width} px"
