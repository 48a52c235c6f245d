"""Folders and names that hold in a checkout and in a wheel alike."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from musicpuzzle import paths


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (paths.user_config_dir, "config"),
        (paths.user_cache_dir, "cache"),
        (paths.user_data_dir, "data"),
    ],
)
def test_home_variable_moves_every_folder(folder, name, tmp_path, monkeypatch):
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "elsewhere"))
    assert folder() == tmp_path / "elsewhere" / name


def test_folders_follow_the_system_without_the_variable(monkeypatch):
    monkeypatch.delenv(paths.HOME_VARIABLE)
    folders = [paths.user_config_dir(), paths.user_cache_dir(), paths.user_data_dir()]
    assert len(set(folders)) == 3
    assert all(folder.is_absolute() and paths.APPLICATION in folder.parts for folder in folders)


def test_assets_stand_beside_the_package_in_a_checkout():
    assert paths.in_checkout()
    assert paths.asset("README.md").is_file()
    assert paths.asset("models", "x.json") == Path(paths.asset(), "models", "x.json")


def test_assets_lie_inside_the_package_in_a_wheel(tmp_path, monkeypatch):
    (tmp_path / "assets").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert not paths.in_checkout()
    assert paths.asset("songs") == tmp_path / "assets" / "songs"


@pytest.mark.parametrize(
    ("found", "expected"), [(None, "trainer"), (object(), "musicpuzzle.trainer")]
)
def test_module_name_prefers_the_installed_one(found, expected, monkeypatch):
    asked = []

    def find_spec(name: str) -> object:
        asked.append(name)
        return found

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    assert paths.module_name("trainer") == expected
    assert asked == ["musicpuzzle.trainer"]
