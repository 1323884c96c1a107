"""Writes that send no signal are kept to the actions, because nobody would learn of them (rules, section 4)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from wagtail.models import Page

from tests.architecture.sources import ROOT, modules, place, tree_of

SILENT = {"update", "bulk_update", "bulk_create", "_raw_delete"}
TREEBEARD = {"add_root", "add_sibling", "fix_tree", "load_bulk", "MP_MoveHandler", "_update_descendant_url_paths"}


def silent_page_writes(path: Path, source: str | None = None) -> list[str]:
    """Calls such as `NewsPage.objects.filter(…).update(…)`: of a silent method, at the end of a chain that starts
    with a page type or one of its managers. A queryset that was put in a variable first is not followed: that is
    what `reconcile` is for."""
    pages = {model.__name__ for model in apps.get_models() if issubclass(model, Page)}
    tree = tree_of(path) if source is None else ast.parse(source)
    return [
        place(path, call)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if (call.func.attr in SILENT and _chain_start(call.func) in pages) or call.func.attr in TREEBEARD
    ]


def _chain_start(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def test_pages_are_written_past_the_signals_by_actions_only() -> None:
    found = [
        write
        for path in modules("federation", "cms", "search", "mobile_api")
        if path.parent.name != "actions"
        for write in silent_page_writes(path)
    ]
    assert found == []


@pytest.mark.parametrize(
    "statement",
    [
        "NewsPage.objects.filter(pk=1).update(title='x')",
        "Page.objects.update(live=True)",
        "HomePage._default_manager.child_of(x).bulk_update(pages, ['title'])",
        "Page.add_root(title='x')",
        "Page.fix_tree()",
    ],
)
def test_the_rule_sees_what_it_forbids(statement: str) -> None:
    assert silent_page_writes(ROOT / "statement.py", statement) == ["statement.py:1"]


@pytest.mark.parametrize("statement", ["Placement.objects.update(version=1)", "page.save()", "data.update(x=1)"])
def test_the_rule_lets_pass_what_it_does_not_mean(statement: str) -> None:
    assert silent_page_writes(ROOT / "statement.py", statement) == []
