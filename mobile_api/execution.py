"""graphql-core's executor with a straight way for what most fields are: an attribute of a row.

For every field graphql-core builds a resolve-info, an argument dictionary and a path. A field without arguments and
without a resolver of its own needs none of them. What comes out is the same, errors included: a test runs random
queries both ways (`tests/mobile_api/test_execution.py`). Depends on graphql-core 3.2's internals, hence the pin.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from graphene.types.resolver import dict_or_attr_resolver
from graphql import (
    ExecutionContext,
    FieldNode,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    Undefined,
    located_error,
)
from graphql.execution.execute import get_field_def
from graphql.pyutils import Path

from mobile_api.leaves import MISSING, completer, exact_type
from mobile_api.plans import Plan, Step, TypeOf

Fields = dict[str, list[FieldNode]]


#: A path, or what one is made of when it is needed: (parent, key, type name). Rows in order never need theirs.
Place = Path | tuple[Any, Any, Any] | None


def path_of(place: Place) -> Path | None:
    """The path itself."""
    if type(place) is tuple:
        parent, key, type_name = place
        return Path(path_of(parent), key, type_name)
    assert place is None or isinstance(place, Path)
    return place


class FastContext(ExecutionContext):
    """Pass it as `execution_context_class`; synchronous, without middleware."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans: dict[tuple[int, str], Plan] = {}

    def execute_fields(
        self, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, fields: Fields
    ) -> dict[str, Any]:
        """What graphql-core's own does, in the same order."""
        steps = [self._step(parent_type, name, nodes) for name, nodes in fields.items()]
        return self._run(Plan(parent_type, [], steps), source_value, path)

    def _run(self, plan: Plan, source_value: Any, path: Place) -> dict[str, Any]:
        if (known := plan.read_flat(source_value)) is not None:
            return known
        parent_type = plan.parent_type
        results: dict[str, Any] = {}
        straight = not isinstance(source_value, dict)
        for step in plan.steps:
            if straight and step.attribute is not None:
                try:
                    value = getattr(source_value, step.attribute, step.default)
                except Exception:  # noqa: BLE001, S110 a property that breaks: graphql-core meets it again, and says where
                    pass
                else:
                    if step.leaf is not None:
                        if (done := step.leaf(value)) is not MISSING:
                            results[step.name] = done
                            continue
                    elif not (value is None or value is Undefined or isinstance(value, Exception)):
                        results[step.name] = self._object(step, plan, path, value)
                        continue
            step_path = Path(path_of(path), step.name, parent_type.name)
            result = self.execute_field(parent_type, source_value, step.nodes, step_path)
            if result is not Undefined:
                results[step.name] = result
        return results

    def complete_list_value(
        self, return_type: GraphQLList[Any], field_nodes: list[FieldNode], info: GraphQLResolveInfo, path: Path,
        result: Any,
    ) -> Any:  # fmt: skip
        """Lists and tuples of objects or leaves; other iterables go graphql-core's way."""
        item_type = return_type.of_type
        type_of, leaf = self._type_of(item_type), completer(item_type)
        if type(result) not in (list, tuple) or (type_of is None and leaf is None):
            return super().complete_list_value(return_type, field_nodes, info, path, result)
        completed: list[Any] = []
        plan: Plan | None = None
        for index, item in enumerate(result):
            if leaf is not None and (done := leaf(item)) is not MISSING:
                completed.append(done)
                continue
            item_place = (path, index, None)
            try:
                runtime_type = None
                if type_of is not None and not (item is None or item is Undefined or isinstance(item, Exception)):
                    runtime_type = type_of(item)
                if runtime_type is None:
                    completed.append(self.complete_value(item_type, field_nodes, info, path.add_key(index, None), item))
                else:
                    if plan is None or plan.parent_type is not runtime_type:
                        plan = self._plan(runtime_type, field_nodes)
                    completed.append(self._run(plan, item, item_place))
            except Exception as raw_error:  # noqa: BLE001 as graphql-core does
                item_path = path.add_key(index, None)
                error = located_error(raw_error, field_nodes, item_path.as_list())
                self.handle_field_error(error, item_type, item_path)
                completed.append(None)
        return completed

    def _object(self, step: Step, plan: Plan, parent: Place, value: Any) -> Any:
        assert step.field is not None
        assert step.type_of is not None
        place = (parent, step.name, plan.parent_type.name)
        try:
            runtime_type = step.type_of(value)
            if runtime_type is None:
                path = Path(path_of(parent), step.name, plan.parent_type.name)
                info = self.build_resolve_info(step.field, step.nodes, plan.parent_type, path)
                return self.complete_value(step.field.type, step.nodes, info, path, value)
            if (below := step.plans.get(runtime_type)) is None:
                below = step.plans[runtime_type] = self._plan(runtime_type, step.nodes)
            return self._run(below, value, place)
        except Exception as raw_error:  # noqa: BLE001 as graphql-core does
            path = Path(path_of(parent), step.name, plan.parent_type.name)
            error = located_error(raw_error, step.nodes, path.as_list())
            self.handle_field_error(error, step.field.type, path)
            return None

    def _plan(self, runtime_type: GraphQLObjectType, nodes: list[FieldNode]) -> Plan:
        key = (id(nodes), runtime_type.name)
        if (plan := self._plans.get(key)) is None:
            fields = self.collect_subfields(runtime_type, nodes)
            steps = [self._step(runtime_type, name, below) for name, below in fields.items()]
            plan = self._plans[key] = Plan(runtime_type, nodes, steps)
        return plan

    def _type_of(self, type_: GraphQLOutputType) -> TypeOf | None:
        """Of rows of a type that is an object, or an interface that says `type_of_row`; None for all others."""
        named = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(named, GraphQLObjectType) and named.is_type_of is None:
            return lambda row: named
        type_of_row = getattr(getattr(named, "graphene_type", None), "type_of_row", None)
        if type_of_row is None or not isinstance(named, GraphQLInterfaceType):
            return None
        known: dict[Any, GraphQLObjectType] = {}

        def type_of(row: Any) -> GraphQLObjectType | None:
            graphene_type = type_of_row(row)
            found = known.get(graphene_type)
            if found is None and graphene_type is not None:
                possible = self.schema.get_type(graphene_type._meta.name)
                if isinstance(possible, GraphQLObjectType) and self.schema.is_sub_type(named, possible):
                    found = known[graphene_type] = possible
            return found

        return type_of

    def _step(self, parent_type: GraphQLObjectType, name: str, nodes: list[FieldNode]) -> Step:
        field = get_field_def(self.schema, parent_type, nodes[0])
        resolve = field.resolve if field else None
        if field is None or field.args or not isinstance(resolve, partial) or resolve.func is not dict_or_attr_resolver:
            return Step(name, nodes, field)
        leaf, type_of = completer(field.type), self._type_of(field.type)
        if (leaf is None and type_of is None) or self.middleware_manager is not None:
            return Step(name, nodes, field)
        attribute, default = resolve.args
        return Step(name, nodes, field, attribute, default, leaf, exact_type(field.type), type_of)
