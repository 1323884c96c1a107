"""What an operation would cost: its fields, those of a list times what is asked of the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)
from graphql.pyutils import Undefined
from graphql.type import is_introspection_type
from graphql.type.introspection import SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef

from mobile_api import limits

Parent = GraphQLObjectType | GraphQLInterfaceType
META_FIELDS = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef, "__typename": TypeNameMetaFieldDef}

ROOT_WEIGHT = 50  # each root field asks the database
ROW_WEIGHT = 15  # to read one row costs as much as to write fifteen fields
ROWS = frozenset({"Content", "News", "Event", "Comune"})
WEIGHTS = {
    "body": 20,
    "bodyHtml": 20,
    "attachments": 20,
    "image": 5,
    "crest": 5,
    "totalCount": 20,
    "feed": 50,
    "events": 50,
}
COUNTED = frozenset({"edges", "nodes", "comuni"})  # multiplied by an argument of the field above them already
ASSUMED = 10  # length of a list that takes no `first`
INTROSPECTION_LISTS = {"types": 50, "fields": 7, "args": 1, "directives": 5}  # as long as ours are; others count once


class Cost:
    """Of one document, after validation. A fragment is counted once and multiplied."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        self._fragments = {
            one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)
        }
        self._variables: Mapping[str, Any] = {}
        self._known: dict[str, tuple[int, int]] = {}

    def of(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> tuple[int, int]:
        """Of content, and of introspection. Variables are as they came, or their defaults."""
        root = self._schema.get_root_type(operation.operation)
        if root is None:
            return 0, 0
        defaults = {
            one.variable.name.value: int(one.default_value.value)
            for one in operation.variable_definitions or ()
            if isinstance(one.default_value, IntValueNode)
        }
        self._variables, self._known = defaults | dict(variables), {}
        return self._selections(operation.selection_set, root)

    def _selections(self, selections: SelectionSetNode | None, parent: Parent) -> tuple[int, int]:
        content = introspection = 0
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                found = self._field(selection, parent)
            elif isinstance(selection, InlineFragmentNode):
                found = self._selections(selection.selection_set, self._condition(selection, parent))
            else:
                assert isinstance(selection, FragmentSpreadNode)
                found = self._fragment(selection.name.value, parent)
            content, introspection = content + found[0], introspection + found[1]
        return content, introspection

    def _fragment(self, name: str, parent: Parent) -> tuple[int, int]:
        if name not in self._known:
            fragment = self._fragments[name]
            self._known[name] = self._selections(fragment.selection_set, self._condition(fragment, parent))
        return self._known[name]

    def _condition(self, node: InlineFragmentNode | FragmentDefinitionNode, parent: Parent) -> Parent:
        found = self._schema.get_type(node.type_condition.name.value) if node.type_condition else parent
        assert isinstance(found, GraphQLObjectType | GraphQLInterfaceType)
        return found

    def _field(self, node: FieldNode, parent: Parent) -> tuple[int, int]:
        name = node.name.value
        field = META_FIELDS.get(name) or parent.fields.get(name)
        if field is None:
            return (1, 0)
        returned = get_named_type(field.type)
        below = (0, 0)
        if isinstance(returned, GraphQLObjectType | GraphQLInterfaceType):
            below = self._selections(node.selection_set, returned)
        if is_introspection_type(returned) or is_introspection_type(parent):
            times = INTROSPECTION_LISTS.get(name, 1) if _is_list(field) else 1
            return 0, 1 + times * (below[0] + below[1])
        weight = ROOT_WEIGHT if parent is self._schema.query_type else WEIGHTS.get(name, 1)
        weight += ROW_WEIGHT if returned.name in ROWS else 0
        return weight + self._times(node, field) * below[0], below[1]

    def _times(self, node: FieldNode, field: GraphQLField) -> int:
        given = {argument.name.value: argument.value for argument in node.arguments}
        if "first" in field.args:
            default = field.args["first"].default_value
            return max(1, self._number(given.get("first"), 1 if default is Undefined else default))
        if node.name.value in COUNTED:
            return 1
        if node.name.value == "startup":
            return max(1, self._length(given.get("comuni")))
        return ASSUMED if _is_list(field) else 1

    def _number(self, value: Any, default: int) -> int:
        """At most the largest page: more than that is refused before anything is read, and so is what is no number."""
        found: Any = default
        if isinstance(value, VariableNode):
            found = self._variables.get(value.name.value, default)
        elif isinstance(value, IntValueNode):
            found = int(value.value) if len(value.value) < 10 else limits.PAGE
        if found is None:
            return default
        return min(found, limits.PAGE) if isinstance(found, int) else limits.PAGE

    def _length(self, value: Any) -> int:
        if isinstance(value, VariableNode):
            value = self._variables.get(value.name.value)
            return len(value) if isinstance(value, list) else 1
        return len(value.values) if isinstance(value, ListValueNode) else 1


def _is_list(field: GraphQLField) -> bool:
    type_ = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
    return isinstance(type_, GraphQLList)
