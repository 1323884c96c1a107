"""What a new item becomes on a member's site, by obligation and subscription: the table of docs/adr/0004, as code."""

from __future__ import annotations

from dataclasses import dataclass

from federation.models import Decision, Mode, Obligation


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an item reaches one member. `accepts_duty`: on one of the item's channels of law."""

    mode: Mode
    accepts_duty: bool = False


def first_decision(obligation: Obligation, arrival: Arrival) -> Decision | None:
    """The decision that a new placement starts with; None where the item only stands in the catalogue."""
    if obligation == Obligation.DUTY and arrival.accepts_duty:
        return Decision.ACCEPTED
    return {Mode.AUTOMATIC: Decision.ACCEPTED, Mode.REVIEW: Decision.OFFERED, Mode.OFF: None}[arrival.mode]


def accepts_itself(obligation: Obligation, decision: Decision) -> bool:
    """Whether an offer is accepted by itself when nobody decides in time: the sender recommends it."""
    return decision == Decision.OFFERED and obligation != Obligation.OPTIONAL


def strongest(obligations: list[Obligation]) -> Obligation:
    """What an item on several channels asks for."""
    order = (Obligation.DUTY, Obligation.RECOMMENDED, Obligation.OPTIONAL)
    return next((o for o in order if o in obligations), Obligation.OPTIONAL)
