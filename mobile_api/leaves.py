"""Values that need no executor: texts, numbers, moments, words of an enumeration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLString,
    Undefined,
)

Completer = Callable[[Any], Any]
MISSING: Final = object()  # "ask graphql-core": for nulls that may not be, and for every error
EXACT: Final[dict[GraphQLScalarType, type]] = {GraphQLString: str, GraphQLID: str, GraphQLBoolean: bool}
INT_LIMIT = 2**31

_completers: dict[int, tuple[GraphQLOutputType, Completer | None]] = {}


def completer(type_: GraphQLOutputType) -> Completer | None:
    """From a value to what the answer holds, or MISSING; None for types that are no leaves."""
    known = _completers.get(id(type_))
    if known is None:
        known = _completers[id(type_)] = (type_, _made(type_))  # the type is kept, so that its identity stays taken
    return known[1]


def exact_type(type_: GraphQLOutputType) -> type | None:
    """The Python type whose values are answered as they are; None where more is to be looked at."""
    leaf = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return EXACT.get(leaf) if isinstance(leaf, GraphQLScalarType) else None


def _made(type_: GraphQLOutputType) -> Completer | None:
    required = isinstance(type_, GraphQLNonNull)
    leaf = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if isinstance(leaf, GraphQLEnumType):
        inner = _word(leaf)
    elif not isinstance(leaf, GraphQLScalarType):
        return None
    elif leaf in EXACT:
        inner = _exact(EXACT[leaf])
    elif leaf is GraphQLInt:
        inner = _int
    elif leaf is GraphQLFloat:
        return lambda value: MISSING
    else:
        # A scalar of ours may know a short cut for its usual values: `straight(value)`, None where it knows none.
        inner = _serialised(leaf, straight=getattr(getattr(leaf, "graphene_type", None), "straight", None))
    return inner if required else _nullable(inner)


def _nullable(inner: Completer) -> Completer:
    return lambda value: None if value is None else inner(value)


def _exact(kind: type) -> Completer:
    return lambda value: value if type(value) is kind else MISSING


def _int(value: Any) -> Any:
    return value if type(value) is int and -INT_LIMIT <= value < INT_LIMIT else MISSING


def _word(enum: GraphQLEnumType) -> Completer:
    """Graphene's enumerations hold Python ones, whose values the rows carry."""
    words = {getattr(word.value, "value", None): name for name, word in enum.values.items()}
    return lambda value: words.get(value, MISSING) if type(value) is str else MISSING


def _serialised(leaf: GraphQLLeafType, *, straight: Completer | None) -> Completer:
    def complete(value: Any) -> Any:
        if value is None or isinstance(value, Exception):
            return MISSING
        try:
            done = leaf.serialize(value)
        except Exception:  # noqa: BLE001 graphql-core will meet it again, and say where
            return MISSING
        return MISSING if done is None or done is Undefined else done

    if straight is None:
        return complete

    def complete_straight(value: Any) -> Any:
        done = straight(value)
        return complete(value) if done is None else done

    return complete_straight
