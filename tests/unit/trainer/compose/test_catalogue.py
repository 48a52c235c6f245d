from __future__ import annotations

import json

from trainer.compose.catalogue import NAME, write_catalogue


def test_a_catalogue_says_what_songs_there_are(tmp_path):
    made = {"generator_version": "1.0"}
    entries: list[dict[str, object]] = [{"title": "Été", **made}, {"file": "b.opus", **made}]
    write_catalogue(tmp_path / "new", entries, "python -m trainer compose", "FluidR3_GM.sf2")
    found = json.loads((tmp_path / "new" / NAME).read_text(encoding="utf-8"))
    assert found["songs"] == entries
    assert found["generator_version"] == "1.0"
    assert found["licence"] == "CC0-1.0"
    assert "MIT" in str(found["sound_font"])
    assert found["command"] == "python -m trainer compose"
