"""The project stays small: as a download, and for whoever reads it."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

MEGABYTE = 1_000_000
MODULE_LINES = 400
MEDIAN_LINES = 120
FUNCTION_LINES = 50
PACKAGES = ("musicpuzzle", "gui", "trainer")


@pytest.fixture(scope="session")
def sources(root, project_files):
    """Every Python file with its text."""
    return {
        file: (root / file).read_text(encoding="utf-8")
        for file in project_files
        if file.suffix == ".py"
    }


@pytest.mark.parametrize(("folder", "limit_mb"), [(".", 45), ("assets/songs", 8)])
def test_files_stay_within_their_share(folder, limit_mb, root, project_files):
    share = [file for file in project_files if file.is_relative_to(folder)]
    assert 0 < _megabytes(root, share) < limit_mb


def test_models_of_games_and_of_likeness_stay_within_theirs(root, project_files):
    models = [file for file in project_files if file.is_relative_to("assets/models")]
    likeness = [file for file in models if file.name.startswith("similarity")]
    assert 0 < _megabytes(root, likeness) < 5
    assert 0 < _megabytes(root, set(models) - set(likeness)) < 24


def _megabytes(root, files):
    return sum((root / file).stat().st_size for file in files) / MEGABYTE


def test_modules_are_short(sources):
    lines = {file: text.count("\n") for file, text in sources.items()}
    assert {file: n for file, n in lines.items() if n > MODULE_LINES} == {}
    of_packages = [n for file, n in lines.items() if file.parts[0] in PACKAGES]
    assert statistics.median(of_packages) < MEDIAN_LINES


def test_functions_are_short(sources):
    functions = {
        f"{file}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for file, text in sources.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert len(functions) > 100
    assert {name: n for name, n in functions.items() if n > FUNCTION_LINES} == {}


def test_public_things_say_what_they_are(sources):
    bare = [
        name
        for file, text in sources.items()
        if file.parts[0] in PACKAGES
        for name in _undocumented(file, ast.parse(text))
    ]
    assert bare == []


def _undocumented(file: Path, module: ast.Module) -> list[str]:
    """Names of public classes, functions and methods without docstring, and the module itself.

    Methods in camel case are Qt's own, documented there.
    """
    missing = [] if ast.get_docstring(module) else [str(file)]
    todo: list[tuple[str, ast.Module | ast.ClassDef]] = [(str(file), module)]
    while todo:
        place, parent = todo.pop()
        for node in parent.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            name = f"{place}:{node.name}"
            if node.name.startswith("_"):
                continue
            if isinstance(node, ast.ClassDef):
                todo.append((name, node))
            elif isinstance(parent, ast.ClassDef) and (_of_qt(node.name) or _is_setter(node)):
                continue
            if not ast.get_docstring(node):
                missing.append(name)
    return missing


def _of_qt(name: str) -> bool:
    return name != name.lower() and "_" not in name


def _is_setter(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(
        isinstance(mark, ast.Attribute) and mark.attr == "setter" for mark in node.decorator_list
    )
