from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from musicpuzzle.errors import SettingsError
from musicpuzzle.paths import user_config_dir
from musicpuzzle.settings import ALL, GAP_S, MOTION, OPPONENT, PIECES, THEME, VOLUME, Settings


def kept(text: str) -> Settings:
    folder = user_config_dir()
    folder.mkdir(parents=True)
    (folder / "settings.json").write_text(text, encoding="utf-8")
    return Settings()


def test_nothing_kept_gives_the_defaults_without_a_word() -> None:
    settings = Settings()
    assert [settings.get(setting) for setting in ALL] == [setting.default for setting in ALL]
    assert settings.problems == []


def test_the_default_puzzle_has_six_pieces_and_a_quarter_second_gap() -> None:
    settings = Settings()
    assert settings.get(PIECES) == 6
    assert settings.get(GAP_S) == 0.25


def test_every_default_is_allowed_and_every_name_stands_once() -> None:
    assert [setting.check(setting.default) for setting in ALL] == [s.default for s in ALL]
    assert len({setting.name for setting in ALL}) == len(ALL)


def test_what_was_saved_is_read_again() -> None:
    settings = Settings()
    settings.put(PIECES, 9)
    settings.put(THEME, "dark")
    settings.put(MOTION, False)
    settings.put(VOLUME, 0.25)
    settings.save()
    again = Settings()
    assert (again.get(PIECES), again.get(THEME)) == (9, "dark")
    assert (again.get(MOTION), again.get(VOLUME)) == (False, 0.25)
    assert again.problems == []


def test_saving_replaces_the_file_and_leaves_nothing_beside_it() -> None:
    settings = Settings()
    settings.save()
    settings.put(PIECES, 4)
    settings.save()
    assert [path.name for path in user_config_dir().iterdir()] == ["settings.json"]
    assert json.loads(settings.path.read_text())["pieces"] == 4


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "null", "\x00\x01", "[" * 100_000])
def test_a_damaged_file_gives_the_defaults_and_one_sentence(text: str) -> None:
    settings = kept(text)
    assert [settings.get(setting) for setting in ALL] == [setting.default for setting in ALL]
    assert len(settings.problems) == 1
    assert "settings.json" in settings.problems[0]


def test_a_value_that_cannot_be_falls_back_alone() -> None:
    settings = kept(json.dumps({"pieces": 99, "theme": "dark", "volume": "loud", "unknown": 1}))
    assert settings.get(PIECES) == PIECES.default
    assert settings.get(VOLUME) == VOLUME.default
    assert settings.get(THEME) == "dark"
    assert len(settings.problems) == 2


def test_a_file_that_is_not_utf8_gives_the_defaults() -> None:
    folder = user_config_dir()
    folder.mkdir(parents=True)
    (folder / "settings.json").write_bytes(b'{"theme": "\xff\xfe"}')
    assert len(Settings().problems) == 1


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (PIECES, 2),
        (PIECES, 13),
        (PIECES, True),
        (PIECES, 6.0),
        (GAP_S, 0.3),
        (VOLUME, 1.5),
        (VOLUME, math.nan),
        (VOLUME, math.inf),
        (MOTION, 1),
        (THEME, "blue"),
        (OPPONENT, 3),
    ],
)
def test_a_wrong_value_is_refused_and_changes_nothing(setting: object, value: object) -> None:
    settings = Settings()
    with pytest.raises(SettingsError):
        settings.put(setting, value)  # type: ignore[arg-type, type-var]
    assert settings.get(setting) == setting.default  # type: ignore[arg-type, type-var, attr-defined]


def test_a_whole_number_will_do_for_a_real_one() -> None:
    settings = Settings()
    settings.put(VOLUME, 1)
    assert isinstance(settings.get(VOLUME), float)


def test_listeners_hear_of_changes_and_only_of_changes() -> None:
    settings = Settings()
    heard: list[str] = []
    settings.listen(heard.append)
    settings.put(PIECES, 7)
    settings.put(PIECES, 7)
    settings.put(THEME, "light")
    assert heard == ["pieces", "theme"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("")
    settings = Settings(blocker / "settings.json")
    with pytest.raises(SettingsError, match=r"settings\.json"):
        settings.save()
