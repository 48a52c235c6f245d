from __future__ import annotations

import pytest

from trainer.compose.catalogue import read_catalogue, write_catalogue


def test_a_catalogue_is_read_as_it_was_written(tmp_path):
    made = {"generator_version": "1.0"}
    entries: list[dict[str, object]] = [{"title": "Été", **made}, {"file": "b.opus", **made}]
    write_catalogue(tmp_path / "new", entries, "python -m trainer compose", "FluidR3_GM.sf2")
    found = read_catalogue(tmp_path / "new")
    assert found["songs"] == entries
    assert found["generator_version"] == "1.0"
    assert found["licence"] == "CC0-1.0"
    assert "MIT" in str(found["sound_font"])
    assert found["command"] == "python -m trainer compose"


def test_a_missing_catalogue_is_an_error(tmp_path):
    with pytest.raises(OSError, match=r"songs\.json"):
        read_catalogue(tmp_path)
