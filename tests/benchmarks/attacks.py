"""What the dearest hostile queries cost: each is refused, or answered within its bounds, in a third of a second."""

from __future__ import annotations

from functools import partial

from mobile_api.documents import _kept
from tests.benchmarks.measuring import Cost, measure
from tests.mobile_api.app import App
from tests.mobile_api.attacks import ATTACKS, Attack

TABLE = f"The dearest of {len(ATTACKS)} hostile queries, none of which was seen before"
SHOWN = 8
TIMES = 5


def costs() -> list[Cost]:
    app = App()
    found = []
    for attack in ATTACKS:
        found += measure(TABLE, attack.name[:47], {"own view": [partial(_send, app, attack)] * TIMES})
    return sorted(found, key=lambda cost: cost.milliseconds, reverse=True)[:SHOWN]


def _send(app: App, attack: Attack) -> int:
    """The answer's bytes; what an earlier turn taught about the text is forgotten."""
    _kept.cache_clear()
    return len(app.send(attack.body).content)
