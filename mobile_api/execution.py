"""graphql-core's executor with a straight way for what most fields are: an attribute of a row.

For every field graphql-core builds a resolve-info, an argument dictionary and a path. A field without arguments and
without a resolver of its own needs none of them. What comes out is the same, errors included: a test runs random
queries both ways (`tests/mobile_api/test_execution.py`). Depends on graphql-core 3.2's internals, hence the pin.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from graphene.types.resolver import dict_or_attr_resolver
from graphql import (
    ExecutionContext,
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLUnionType,
    Undefined,
    located_error,
)
from graphql.execution.execute import get_field_def
from graphql.pyutils import Path

from mobile_api.leaves import MISSING, Completer, completer

Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType
Fields = dict[str, list[FieldNode]]


def broken(value: Any) -> Any:
    """Of whatever could not be read."""
    return MISSING


class Step(NamedTuple):
    """How one field of a selection is read: as a leaf, as an object, or (neither is given) graphql-core's way."""

    name: str
    nodes: list[FieldNode]
    field: GraphQLField | None
    attribute: str
    default: Any
    leaf: Completer | None
    composite: Composite | None


class Plan(NamedTuple):
    """Of one selection on one type. The nodes are kept with it, so that the identity by which it is found stays taken."""

    nodes: list[FieldNode]
    steps: list[Step]


class FastContext(ExecutionContext):
    """Pass it as `execution_context_class`; synchronous, without middleware."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans: dict[tuple[int, str], Plan] = {}
        self._runtime_types: dict[tuple[str, str], GraphQLObjectType] = {}

    def execute_fields(
        self, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, fields: Fields
    ) -> dict[str, Any]:
        """What graphql-core's own does, in the same order."""
        return self._run([self._step(parent_type, name, nodes) for name, nodes in fields.items()], parent_type,
                         source_value, path)  # fmt: skip

    def _run(
        self, steps: list[Step], parent_type: GraphQLObjectType, source_value: Any, path: Path | None
    ) -> dict[str, Any]:
        results: dict[str, Any] = {}
        is_dict = isinstance(source_value, dict)
        for step in steps:
            name, nodes, _, attribute, default, leaf, composite = step
            if leaf is not None or composite is not None:
                try:
                    value = (
                        source_value.get(attribute, default) if is_dict else getattr(source_value, attribute, default)
                    )
                except Exception:  # noqa: BLE001 a property that breaks: graphql-core meets it again, and says where
                    value = None
                    leaf = broken
                if leaf is not None:
                    done = leaf(value)
                    if done is not MISSING:
                        results[name] = done
                        continue
                elif value is not None and value is not Undefined and not isinstance(value, Exception):
                    results[name] = self._object(step, parent_type, Path(path, name, parent_type.name), value)
                    continue
            result = self.execute_field(parent_type, source_value, nodes, Path(path, name, parent_type.name))
            if result is not Undefined:
                results[name] = result
        return results

    def complete_list_value(
        self, return_type: GraphQLList[Any], field_nodes: list[FieldNode], info: GraphQLResolveInfo, path: Path,
        result: Any,
    ) -> Any:  # fmt: skip
        """Lists and tuples of objects or leaves; other iterables go graphql-core's way."""
        item_type = return_type.of_type
        composite, leaf = composite_of(item_type), completer(item_type)
        if type(result) not in (list, tuple) or (composite is None and leaf is None):
            return super().complete_list_value(return_type, field_nodes, info, path, result)
        completed: list[Any] = []
        for index, item in enumerate(result):
            if leaf is not None and (done := leaf(item)) is not MISSING:
                completed.append(done)
                continue
            item_path = path.add_key(index, None)
            try:
                if composite is None or item is None or item is Undefined or isinstance(item, Exception):
                    completed.append(self.complete_value(item_type, field_nodes, info, item_path, item))
                else:
                    completed.append(self._complete(composite, field_nodes, info, item_path, item))
            except Exception as raw_error:  # noqa: BLE001 as graphql-core does
                error = located_error(raw_error, field_nodes, item_path.as_list())
                self.handle_field_error(error, item_type, item_path)
                completed.append(None)
        return completed

    def _object(self, step: Step, parent_type: GraphQLObjectType, path: Path, value: Any) -> Any:
        assert step.field is not None and step.composite is not None
        info = None
        if not isinstance(step.composite, GraphQLObjectType):
            info = self.build_resolve_info(step.field, step.nodes, parent_type, path)
        try:
            return self._complete(step.composite, step.nodes, info, path, value)
        except Exception as raw_error:  # noqa: BLE001 as graphql-core does
            error = located_error(raw_error, step.nodes, path.as_list())
            self.handle_field_error(error, step.field.type, path)
            return None

    def _complete(
        self, composite: Composite, nodes: list[FieldNode], info: GraphQLResolveInfo | None, path: Path, value: Any
    ) -> dict[str, Any]:
        runtime_type = composite
        if not isinstance(runtime_type, GraphQLObjectType):
            assert info is not None
            runtime_type = self._runtime_type(runtime_type, nodes, info, value)
        key = (id(nodes), runtime_type.name)
        if (plan := self._plans.get(key)) is None:
            fields = self.collect_subfields(runtime_type, nodes)
            steps = [self._step(runtime_type, name, below) for name, below in fields.items()]
            plan = self._plans[key] = Plan(nodes, steps)
        return self._run(plan.steps, runtime_type, value, path)

    def _runtime_type(
        self, abstract: GraphQLInterfaceType | GraphQLUnionType, nodes: list[FieldNode], info: GraphQLResolveInfo,
        value: Any,
    ) -> GraphQLObjectType:  # fmt: skip
        """A name is looked up, and found to be one of the possible types, once in an answer."""
        name = (abstract.resolve_type or self.type_resolver)(value, info, abstract)
        known = self._runtime_types.get((abstract.name, name)) if isinstance(name, str) else None
        if known is None:
            known = self.ensure_valid_runtime_type(name, abstract, nodes, info, value)
            if isinstance(name, str):
                self._runtime_types[abstract.name, name] = known
        return known

    def _step(self, parent_type: GraphQLObjectType, name: str, nodes: list[FieldNode]) -> Step:
        field = get_field_def(self.schema, parent_type, nodes[0])
        resolve = field.resolve if field else None
        plain = isinstance(resolve, partial) and resolve.func is dict_or_attr_resolver
        if not plain or field is None or field.args or self.middleware_manager is not None:
            return Step(name, nodes, field, "", None, None, None)
        assert isinstance(resolve, partial)
        attribute, default = resolve.args
        return Step(name, nodes, field, attribute, default, completer(field.type), composite_of(field.type))


def composite_of(type_: GraphQLOutputType) -> Composite | None:
    """The object, interface or union of a type that is not a list; None where a check of its own is to be made."""
    named = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if isinstance(named, GraphQLObjectType) and named.is_type_of is None:
        return named
    if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
        return named
    return None
