"""The shape of a document, checked before the specification's rules see it: some of those are quadratic.

Nothing is expanded: what a fragment holds is counted once and multiplied, so that a bomb of fragments costs nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
)

from mobile_api import limits
from mobile_api.refusals import Code, Refusal


def check_structure(document: DocumentNode) -> None:
    """Raises the first refusal; what it lets pass, the specification's rules can check within milliseconds."""
    _check_counts(document)
    shapes = Shapes(document)
    for operation in shapes.operations:
        shapes.check(operation)


def _check_counts(document: DocumentNode) -> None:
    names: Counter[str] = Counter()
    aliases = spreads = directives = 0
    for node in _all_nodes(document):
        directives += len(getattr(node, "directives", None) or ())
        match node:
            case FieldNode():
                names[(node.alias or node.name).value] += 1
                aliases += node.alias is not None
            case FragmentSpreadNode() | InlineFragmentNode():
                spreads += 1
            case StringValueNode() if "\0" in node.value or not _is_text(node.value):
                raise Refusal(Code.BAD_INPUT, "A text holds a character that is none.")
    if aliases > limits.ALIASES:
        raise Refusal(Code.TOO_MANY_ALIASES, f"A query has at most {limits.ALIASES} aliases.")
    if spreads > limits.SPREADS or directives > limits.DIRECTIVES:
        raise Refusal(Code.TOO_COMPLEX, "The query has too many fragments or directives.")
    if sum(count * (count - 1) // 2 for count in names.values()) > limits.REPEATED_PAIRS:
        raise Refusal(Code.TOO_COMPLEX, "The query repeats the same fields too often.")


def _all_nodes(node: Node) -> Iterator[Node]:
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        for key in current.keys:
            value = getattr(current, key, None)
            if isinstance(value, Node):
                pending.append(value)
            elif isinstance(value, (tuple, list)):
                pending.extend(child for child in value if isinstance(child, Node))


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


class Shapes:
    """Depth and root fields of the operations of a document; of every fragment they are found once."""

    def __init__(self, document: DocumentNode) -> None:
        self.operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
        self._fragments = {
            one.name.value: one.selection_set for one in document.definitions if isinstance(one, FragmentDefinitionNode)
        }
        self._depths: dict[str, tuple[int, int]] = {}
        self._widths: dict[str, int] = {}
        self._open: set[str] = set()
        if len(self.operations) > limits.OPERATIONS:
            raise Refusal(Code.TOO_COMPLEX, f"A document has at most {limits.OPERATIONS} operations.")

    def check(self, operation: OperationDefinitionNode) -> None:
        content, introspection = self._depth(operation.selection_set)
        if content > limits.DEPTH or introspection > limits.INTROSPECTION_DEPTH:
            raise Refusal(Code.TOO_DEEP, f"A query is at most {limits.DEPTH} levels deep.")
        if self._width(operation.selection_set) > limits.ROOT_FIELDS:
            raise Refusal(Code.TOO_COMPLEX, f"A query has at most {limits.ROOT_FIELDS} root fields.")

    def _depth(self, selections: SelectionSetNode | None) -> tuple[int, int]:
        """Of content, and of introspection."""
        content = introspection = 0
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                below, below_introspection = self._depth(selection.selection_set)
                if selection.name.value in ("__schema", "__type"):
                    below, below_introspection = 0, max(below, below_introspection) + 1
                found = (below + 1, below_introspection)
            elif isinstance(selection, InlineFragmentNode):
                found = self._depth(selection.selection_set)
            else:
                assert isinstance(selection, FragmentSpreadNode)
                found = self._depth_of_fragment(selection.name.value)
            content, introspection = max(content, found[0]), max(introspection, found[1])
        return content, introspection

    def _depth_of_fragment(self, name: str) -> tuple[int, int]:
        if name not in self._depths:
            self._enter(name)
            self._depths[name] = self._depth(self._fragments.get(name))
            self._open.discard(name)
        return self._depths[name]

    def _width(self, selections: SelectionSetNode | None) -> int:
        width = 0
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                width += 1
            elif isinstance(selection, InlineFragmentNode):
                width += self._width(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in self._widths:
                    self._widths[name] = self._width(self._fragments.get(name))
                width += self._widths[name]
        return width

    def _enter(self, name: str) -> None:
        if name in self._open:
            raise Refusal(Code.INVALID, f"The fragment {name[:100]} contains itself.")
        self._open.add(name)
