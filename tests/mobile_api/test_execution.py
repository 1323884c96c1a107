"""The straight way and graphql-core's own give the same data and errors, whatever is asked of whatever rows."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import graphene
import orjson
import pytest
from graphql import ExecutionContext, execute_sync, parse, validate

from mobile_api.execution import FastContext
from mobile_api.types.scalars import HTML, DateTime

QUERIES_A_SEED = 20


class Colour(graphene.Enum):
    RED = "red"
    BLUE = "blue"


class Named(graphene.Interface):
    name = graphene.String(required=True)

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> Any:
        kind = instance.get("kind") if isinstance(instance, dict) else instance.kind
        return {"leaf": Leaf, "tree": Tree, "wrong": Query}.get(kind)


class Quick(graphene.Interface):
    """An interface that knows the type of its rows."""

    text = graphene.String()

    @classmethod
    def type_of_row(cls, row: Any) -> Any:
        return Named.resolve_type(row, None)

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> Any:
        return cls.type_of_row(instance)


FIELDS: dict[str, Any] = {
    "text": graphene.String(), "must": graphene.String(required=True), "id": graphene.ID(), "count": graphene.Int(),
    "must_count": graphene.Int(required=True), "flag": graphene.Boolean(), "ratio": graphene.Float(),
    "colour": Colour(), "must_colour": Colour(required=True), "moment": DateTime(), "html": HTML(),
    "words": graphene.List(graphene.NonNull(graphene.String)), "numbers": graphene.List(graphene.Int, required=True),
    "default": graphene.String(default_value="preset"),
}  # fmt: skip


class Leaf(graphene.ObjectType):
    class Meta:
        interfaces = (Named, Quick)

    locals().update(FIELDS)
    shout = graphene.String(times=graphene.Int(default_value=1))

    @staticmethod
    def resolve_shout(root: Any, info: Any, times: int) -> str:
        return "ah" * times


class Tree(graphene.ObjectType):
    class Meta:
        interfaces = (Named, Quick)

    locals().update(FIELDS)
    leaf = graphene.Field(Leaf)
    must_leaf = graphene.Field(Leaf, required=True)
    leaves = graphene.List(Leaf)
    must_leaves = graphene.List(graphene.NonNull(Leaf), required=True)
    tree = graphene.Field(lambda: Tree)
    trees = graphene.List(graphene.NonNull(lambda: Tree))
    named = graphene.Field(Named)
    all_named = graphene.List(graphene.NonNull(Named))
    quick = graphene.Field(Quick, required=True)
    all_quick = graphene.List(Quick)
    table = graphene.List(graphene.List(graphene.String))


class Query(graphene.ObjectType):
    tree = graphene.Field(Tree)
    must = graphene.Field(Tree, required=True)

    @staticmethod
    def resolve_tree(root: Any, info: Any) -> Any:
        return root

    @staticmethod
    def resolve_must(root: Any, info: Any) -> Any:
        return root


SCHEMA = graphene.Schema(query=Query, types=[Leaf]).graphql_schema
LEAVES = ["__typename", "name", "text", "must", "id", "count", "mustCount", "flag", "ratio", "colour", "mustColour",
          "moment", "html", "words", "numbers", "default"]  # fmt: skip
OBJECTS = {"leaf": "Leaf", "mustLeaf": "Leaf", "leaves": "Leaf", "mustLeaves": "Leaf", "tree": "Tree", "trees": "Tree",
           "named": "Named", "allNamed": "Named", "quick": "Quick", "allQuick": "Quick"}  # fmt: skip
VALUES: list[Any] = [
    None, "", "a", "red", "blue", "green", Colour.RED, 0, 1, -1, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 1.0, 0.5,
    float("nan"), float("inf"), True, False, [], ["a"], ["a", None], [1, "x", None], ("a", "b"), {"a"}, {}, b"x",
    datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, 9, 30, 0, 5, tzinfo=UTC),
    datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Europe/Rome")), ValueError("in the data"), object, iter(()), "1", 10**400,
]  # fmt: skip


class Row:
    """Attributes like those of a row of the read model."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)

    @property
    def html(self) -> str:
        if self.__dict__.get("breaks"):
            raise RuntimeError("a property that breaks")
        return "<p>"


class Dice:
    """Random rows and queries; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def value(self) -> Any:
        return self.random.choice(VALUES)

    def row(self, depth: int) -> Any:
        values: dict[str, Any] = {"kind": self.random.choice(["leaf", "tree", "tree", "wrong", "none"])}
        for name in [*FIELDS, "name", "table"]:
            if self.random.random() < 0.85:
                good = {"must": "m", "name": "n", "must_count": 3, "must_colour": "red", "numbers": [1], "flag": True}
                values[name] = self.value() if self.random.random() < 0.25 else good.get(name)
        for name in ("leaf", "must_leaf", "tree", "named", "quick"):
            values[name] = self.row(depth - 1) if depth and self.random.random() < 0.8 else self.value()
        for name in ("leaves", "must_leaves", "trees", "all_named", "all_quick"):
            rows = [self.row(depth - 1) if depth else self.value() for _ in range(self.random.randrange(3))]
            values[name] = self.random.choice([rows, tuple(rows), self.value()])
        values["breaks"] = self.random.random() < 0.05
        values.pop("html", None)
        return values if self.random.random() < 0.3 else Row(values)

    def selection(self, type_name: str, depth: int) -> str:
        fields = [self.field(type_name, depth) for _ in range(self.random.randint(1, 6))]
        return "{ " + " ".join(fields) + " }"

    def field(self, type_name: str, depth: int) -> str:
        roll = self.random.random()
        alias = f"a{self.random.randrange(1000)}: " if self.random.random() < 0.2 else ""
        condition = self.random.choice(["", "", "", " @include(if: true)", " @skip(if: $yes)", " @include(if: $yes)"])
        if type_name in ("Named", "Quick"):
            inner = self.random.choice(["Leaf", "Tree"])
            return self.random.choice(
                [
                    "name" if type_name == "Named" else "text",
                    "__typename",
                    f"... on {inner} {self.selection(inner, depth)}",
                ]
            )
        if roll < 0.1 and type_name == "Leaf":
            return f"{alias}shout(times: 2)"
        if roll < 0.2:
            return f"... on {type_name}{condition} {self.selection(type_name, depth)}" if depth else "__typename"
        if roll < 0.25 and type_name == "Tree":
            return "table"
        if roll < 0.6 and type_name == "Tree" and depth:
            name = self.random.choice(list(OBJECTS))
            return f"{alias}{name}{condition} {self.selection(OBJECTS[name], depth - 1)}"
        return f"{alias}{self.random.choice(LEAVES)}{condition}"


def outcome(query: str, row: Any, context: type[ExecutionContext]) -> tuple[bytes, list[Any]]:
    """The data as the view writes them, and the errors."""
    result = execute_sync(
        SCHEMA, parse(query), root_value=row, variable_values={"yes": True}, execution_context_class=context
    )
    errors = [(error.message, error.path, type(error.original_error)) for error in result.errors or []]
    return orjson.dumps(result.data), errors


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.ci) for seed in range(1, 20))])
def test_both_ways_give_the_same(seed: int) -> None:
    dice = Dice(seed)
    executed = failed = 0
    for _ in range(QUERIES_A_SEED):
        root = dice.random.choice(["tree", "must"])
        query = f"query($yes: Boolean!) {{ {root} {dice.selection('Tree', 3)} }}"
        if "$yes" not in query.partition("{")[2]:
            query = query.replace("($yes: Boolean!)", "")
        if validate(SCHEMA, parse(query)):
            continue
        row = dice.row(3)
        mine, theirs = outcome(query, row, FastContext), outcome(query, row, ExecutionContext)
        assert mine == theirs, query
        executed += 1
        failed += bool(mine[1])
    assert executed > QUERIES_A_SEED / 4
    assert 0 < failed < executed
