from __future__ import annotations

import json
import re
import tomllib
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea

from gui import credits as module
from gui.context import Context
from gui.credits import LIBRARIES, libraries, licence_of, models, music, songs
from gui.credits_page import ABOUT, CreditsPage
from musicpuzzle.errors import DataError

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("models", "songs"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(module, "asset", tmp_path.joinpath)
    return tmp_path


def fields(**values: str | list[str]) -> Message:
    message = Message()
    for name, value in values.items():
        for line in [value] if isinstance(value, str) else value:
            message[name.replace("_", "-")] = line
    return message


def test_every_library_that_the_project_needs_is_named() -> None:
    needed = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.split(r"[<>=!]", line)[0] for line in needed} == set(LIBRARIES)


def test_every_library_states_a_licence() -> None:
    found = libraries()
    assert len(found) == len(LIBRARIES)
    for credit in found:
        assert credit.licence
        assert "\n" not in credit.licence
        assert re.search(r"\d", credit.name)


@pytest.mark.parametrize(
    ("message", "licence"),
    [
        (fields(License_Expression="BSD-3-Clause"), "BSD-3-Clause"),
        (fields(License="MIT"), "MIT"),
        (fields(License="Long text\n" * 50, Classifier=["A :: B"]), "Long text"),
        (
            fields(Classifier=["License :: OSI Approved :: ISC License (ISCL)"]),
            "ISC License (ISCL)",
        ),
        (fields(), "see its package"),
    ],
)
def test_licences_from_any_field(message: Message, licence: str) -> None:
    assert licence_of(message) == licence


def test_songs_and_models_from_their_lists(assets: Path) -> None:
    song = {"file": "a.ogg", "title": "Harbour Lights", "style": "waltz", "mood": "calm"}
    (assets / "songs" / "songs.json").write_text(json.dumps([song]))
    artist = {"artist": "B", "licence": "CC0-1.0", "source": "here", "songs": 2}
    learned = {"songs": 265, "hours": 6.98, "licence": "CC0-1.0"}
    generator = artist | {"artist": "", "source": "A generator"}
    card = learned | {"credits": [artist, artist | {"artist": "a"}, generator]}
    (assets / "models" / "sen.json").write_text(json.dumps(card))
    assert [(c.name, c.words) for c in songs()] == [("Harbour Lights", "waltz, calm")]
    assert [(c.name, c.licence, c.words) for c in models()] == [
        ("sen", "CC0-1.0", "learned from 265 songs, 7.0 hours")
    ]
    (assets / "models" / "sn.json").write_text(json.dumps(card))
    assert [(c.name, c.licence, c.words) for c in music()] == [
        ("a", "CC0-1.0", "here"),
        ("A generator", "CC0-1.0", ""),
        ("B", "CC0-1.0", "here"),
    ]


def test_nothing_there_yet(assets: Path) -> None:
    assert songs() == []
    assert models() == []
    assert music() == []


def test_a_damaged_card_is_named(assets: Path) -> None:
    (assets / "models" / "sen.json").write_text("{")
    with pytest.raises(DataError, match=r"sen\.json"):
        models()


def test_the_page_shows_what_it_read(context: Context, qtbot: Any) -> None:
    page = CreditsPage(context)
    qtbot.addWidget(page)
    page.show()

    def words() -> set[str]:
        return {label.text() for label in page.findChildren(QLabel)}

    assert ABOUT in words()
    qtbot.waitUntil(lambda: "Libraries" in words())
    assert any(text.startswith("numpy ") for text in words())
    # The narrowest window leaves it this much; what is wide wraps instead of scrolling sideways.
    page.resize(772, 480)
    area = page.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.horizontalScrollBar().maximum() == 0
    page.close()
