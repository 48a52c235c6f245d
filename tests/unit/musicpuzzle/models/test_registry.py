"""Networks by name."""

from __future__ import annotations

import pytest

from musicpuzzle.errors import ModelError
from musicpuzzle.models.registry import build, network_names
from musicpuzzle.models.sen import SEN
from musicpuzzle.models.sn import SN


def test_names_give_their_networks() -> None:
    assert {"sen", "sn", "sen-plus"} <= set(network_names())
    assert isinstance(build("sen"), SEN)
    assert isinstance(build("sn"), SN)


def test_an_unknown_name_gives_a_sentence_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match="no network called 'zen'; there are sen, sen-gap, sn"):
        build("zen")
