"""From a query's text to a document that may be executed; what was found out about a text is kept.

Our rules are added to those of the specification: instead of them, nonsense would be executed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from graphql.validation import MaxIntrospectionDepthRule

from mobile_api import limits
from mobile_api.cost import Cost
from mobile_api.refusals import Code, Refusal
from mobile_api.schema import schema
from mobile_api.structure import check_structure

RULES = tuple(dict.fromkeys([*specified_rules, MaxIntrospectionDepthRule]))
KEPT_DOCUMENTS = 512
LONGEST_KEPT = 8 * 1024  # characters: longer ones are rare, and a few hundred of them would fill the memory
KEPT_COSTS = 100
ERRORS_TOLD = 5

graphql_schema: GraphQLSchema = schema.graphql_schema


class InvalidDocument(Exception):
    """What the specification's rules say, in sentences about the query itself."""

    def __init__(self, code: Code, errors: Sequence[GraphQLError]) -> None:
        super().__init__(code)
        self.code = code
        self.errors = errors


class Prepared:
    """A parsed and valid document."""

    def __init__(self, document: DocumentNode) -> None:
        self.document = document
        self._cost = Cost(graphql_schema, document)
        self._pages = _page_variables(document)
        self._costs: dict[Any, tuple[int, int]] = {}

    def check_cost(self, operation_name: str | None, variables: Mapping[str, Any]) -> None:
        """Raises TOO_COSTLY. Which operation, and what the lists' sizes are, changes the cost; nothing else does."""
        operation = get_operation_ast(self.document, operation_name)
        if operation is None:
            return  # the execution says so
        key = (operation_name, tuple(_size(variables.get(name)) for name in self._pages))
        if key not in self._costs:
            if len(self._costs) >= KEPT_COSTS:
                self._costs.clear()
            self._costs[key] = self._cost.of(operation, variables)
        content, introspection = self._costs[key]
        if content > limits.COST or introspection > limits.INTROSPECTION_COST:
            raise Refusal(
                Code.TOO_COSTLY,
                f"The query would cost {min(content + introspection, 10**9)}, the limit is {limits.COST}: "
                "ask for smaller pages or fewer fields.",
            )


def prepare(query: str) -> Prepared:
    """Raises Refusal or InvalidDocument; the same text always gets the same answer."""
    found = _kept(query) if len(query) <= LONGEST_KEPT else _outcome(query)
    if isinstance(found, Prepared):
        return found
    raise found.with_traceback(None)


def _outcome(query: str) -> Prepared | Refusal | InvalidDocument:
    try:
        document = parse(
            query,
            no_location=True,
            max_lexical_tokens=limits.TOKENS,
            max_comments=limits.COMMENTS,
            max_source_length=limits.BODY_BYTES,
        )
    except GraphQLError as error:
        too_many = "Parsing aborted" in error.message  # tokens, comments, nesting
        return InvalidDocument(Code.TOO_COMPLEX if too_many else Code.SYNTAX, [error])
    try:
        check_structure(document)
    except Refusal as refusal:
        return refusal
    except RecursionError:
        return Refusal(Code.TOO_DEEP, f"A query is at most {limits.DEPTH} levels deep.")
    if errors := validate(graphql_schema, document, RULES, max_errors=ERRORS_TOLD, hide_suggestions=True):
        return InvalidDocument(Code.INVALID, errors[:ERRORS_TOLD])
    return Prepared(document)


_kept = lru_cache(maxsize=KEPT_DOCUMENTS)(_outcome)


def _page_variables(document: DocumentNode) -> tuple[str, ...]:
    """Those on which the cost depends: of type Int, or lists."""
    names: list[str] = []
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            names += [one.variable.name.value for one in operation.variable_definitions or ()]
    return tuple(dict.fromkeys(names))


def _size(value: Any) -> int | None:
    if isinstance(value, list):
        return len(value)
    return value if isinstance(value, int) else None
