"""How the fields of one selection are read from rows of one type; made once for all the rows of an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from operator import attrgetter
from types import NoneType
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLNonNull, GraphQLObjectType

from mobile_api.leaves import MISSING, Completer

TypeOf = Callable[[Any], GraphQLObjectType | None]
Conversion = tuple[str, int, Completer]


@dataclass(slots=True)
class Step:
    """One field: as a leaf, as an object, or (without an attribute) graphql-core's way.

    `exact`: a value of just this Python type is the answer itself. `plans` are those of the objects below, by type.
    """

    name: str
    nodes: list[FieldNode]
    field: GraphQLField | None
    attribute: str | None = None
    default: Any = None
    leaf: Completer | None = None
    exact: type | None = None
    type_of: TypeOf | None = None
    plans: dict[GraphQLObjectType, Plan] = dataclass_field(default_factory=dict)


class Plan:
    """`nodes` are kept with it, so that the identity by which it is found stays taken."""

    __slots__ = ("_conversions", "_names", "_read", "nodes", "parent_type", "steps")

    def __init__(self, parent_type: GraphQLObjectType, nodes: list[FieldNode], steps: list[Step]) -> None:
        self.parent_type = parent_type
        self.nodes = nodes
        self.steps = steps
        self._names = [step.name for step in steps]
        attributes = [step.attribute for step in steps if step.attribute is not None and step.leaf is not None]
        self._read = attrgetter(*attributes) if len(attributes) == len(steps) > 1 else None
        self._conversions: dict[tuple[type, ...], list[Conversion]] = {}

    def read_flat(self, row: Any) -> dict[str, Any] | None:
        """All fields at once, where all are leaves. None: one by one, because one of them is not as it should be."""
        if self._read is None or isinstance(row, dict):
            return None
        try:
            values = self._read(row)
        except Exception:  # noqa: BLE001 an attribute that is missing or breaks: it is met again, field by field
            return None
        types = tuple(map(type, values))
        conversions = self._conversions.get(types)
        if conversions is None:
            conversions = self._conversions[types] = self._conversions_of(types)
        results = dict(zip(self._names, values, strict=True))
        for name, place, leaf in conversions:
            if (done := leaf(values[place])) is MISSING:
                return None
            results[name] = done
        return results

    def _conversions_of(self, types: tuple[type, ...]) -> list[Conversion]:
        """What is left to do with values of these Python types."""
        return [
            (step.name, place, step.leaf)
            for place, (step, kind) in enumerate(zip(self.steps, types, strict=True))
            if step.leaf is not None and not (kind is step.exact or (kind is NoneType and _is_nullable(step)))
        ]


def _is_nullable(step: Step) -> bool:
    return step.field is not None and not isinstance(step.field.type, GraphQLNonNull)
