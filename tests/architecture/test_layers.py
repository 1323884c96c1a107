"""What an import linter sees, and what it cannot: names in strings and in templates."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.sources import LAYERS, ROOT, layer_of, layers_above, modules, place, templates, tree_of

TEMPLATE_NAME = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")
TEMPLATE_LIBRARY = re.compile(r"\{%\s*load\s+([^%]+?)\s*%\}")
CODE_NAME = re.compile(r"^([a-z_]+)(?:\.\w+)+$")
COMPOSITION_ROOT = {"cms/settings.py", "cms/wsgi.py", "cms/urls"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "core"}
LONGEST_FILE = 250


def test_imports_go_from_left_to_right_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("package", LAYERS)
def test_strings_name_no_module_or_model_of_a_layer_above(package: str) -> None:
    """`"cms.NewsPage"` in a foreign key is an import that no linter sees."""
    above = layers_above(package)
    found = [
        f"{place(path, node)} {node.value}"
        for path in modules(package)
        if not _is_composition_root(path)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (name := CODE_NAME.match(node.value)) and name[1] in above
    ]
    assert found == []


def test_no_foreign_key_points_to_a_layer_above() -> None:
    wrong = [
        str(field)
        for package in LAYERS
        for model in apps.get_app_config(package).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label in layers_above(package)
    ]
    assert wrong == []


@pytest.mark.parametrize("package", LAYERS)
def test_templates_use_those_of_their_own_or_a_lower_layer(package: str) -> None:
    owners = {
        path.relative_to(ROOT / layer / "templates").as_posix(): layer
        for layer in LAYERS
        for path in templates(layer)
        if "templates" in path.relative_to(ROOT / layer).parts[:1]
    }
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in templates(package)
        for name in TEMPLATE_NAME.findall(path.read_text(encoding="utf-8"))
        if owners.get(name) in layers_above(package)
    ]
    assert wrong == []


@pytest.mark.parametrize("package", LAYERS)
def test_templates_load_no_tag_library_of_a_layer_above(package: str) -> None:
    libraries = {path.stem: layer_of(path) for path in modules() if path.parent.name == "templatetags"}
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in templates(package)
        for names in TEMPLATE_LIBRARY.findall(path.read_text(encoding="utf-8"))
        for name in names.split(" from ")[-1].split()
        if libraries.get(name) in layers_above(package)
    ]
    assert wrong == []


def test_the_templates_of_the_design_system_load_nothing_of_ours_and_extend_only_themselves() -> None:
    ours = {path.stem for path in modules() if path.parent.name == "templatetags" and layer_of(path) != "themes"}
    known = {path.relative_to(ROOT / "themes" / "templates").as_posix() for path in templates("themes")}
    for path in templates("themes"):
        text = path.read_text(encoding="utf-8")
        assert set(TEMPLATE_NAME.findall(text)) <= known, path
        assert not {name for names in TEMPLATE_LIBRARY.findall(text) for name in names.split()} & ours, path


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part.removesuffix(".py") for path in modules() for part in path.relative_to(ROOT).parts}
    assert names & FORBIDDEN_NAMES == set()


def test_no_file_is_longer_than_250_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    lengths.pop("cms/settings.py")  # one list of choices, in sections: a reader looks things up in it
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def _is_composition_root(path: Path) -> bool:
    relative = path.relative_to(ROOT).as_posix()
    return any(relative.startswith(root) for root in COMPOSITION_ROOT)
