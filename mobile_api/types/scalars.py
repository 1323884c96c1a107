"""Scalars of the contract."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import graphene
from graphql import GraphQLError, StringValueNode, Undefined
from graphql.language import ValueNode

#: Stands in the answer where `serverTime` was asked for; the view writes the time in, after cache and ETag.
SERVER_TIME = "\ue000serverTime\ue000"
FIRST_YEAR, LAST_YEAR = 1900, 2200  # at the ends of time no offset can be added


def _parsed(kind: type[datetime] | type[date], value: object) -> Any:
    if not isinstance(value, str):
        raise GraphQLError(
            "A date is written as text: 2026-05-31, a moment with its offset: 2026-05-31T18:00:00+02:00."
        )
    try:
        parsed = kind.fromisoformat(value)
    except ValueError:
        raise GraphQLError("This is not a date of ISO 8601.") from None
    if not FIRST_YEAR <= parsed.year <= LAST_YEAR:
        raise GraphQLError(f"A date lies between {FIRST_YEAR} and {LAST_YEAR}.")
    if isinstance(parsed, datetime) and parsed.tzinfo is None:
        raise GraphQLError("A moment needs its offset: 2026-05-31T18:00:00+02:00.")
    return parsed


class DateTime(graphene.Scalar):
    """A moment, ISO 8601 with its offset, in UTC."""

    @staticmethod
    def straight(value: object) -> datetime | None:
        """Nearly all moments as they are: the database tells them in UTC, and the view writes those as ISO 8601."""
        return value if type(value) is datetime and value.tzinfo is UTC else None

    @staticmethod
    def serialize(value: object) -> str:
        if value is SERVER_TIME:
            return SERVER_TIME
        assert isinstance(value, datetime)
        return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat()

    @staticmethod
    def parse_value(value: object) -> datetime:
        parsed: datetime = _parsed(datetime, value)
        return parsed

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: object = None) -> Any:
        return cls.parse_value(node.value) if isinstance(node, StringValueNode) else Undefined


class Date(graphene.Scalar):
    """A day, ISO 8601: 2026-05-31."""

    @staticmethod
    def serialize(value: object) -> str:
        assert isinstance(value, date)
        return value.isoformat()

    @staticmethod
    def parse_value(value: object) -> date:
        parsed: date = _parsed(date, value)
        return parsed

    @classmethod
    def parse_literal(cls, node: ValueNode, _variables: object = None) -> Any:
        return cls.parse_value(node.value) if isinstance(node, StringValueNode) else Undefined


class HTML(graphene.Scalar):
    """Markup that is safe to show: no script, every link absolute."""

    @staticmethod
    def serialize(value: object) -> str:
        return str(value)
