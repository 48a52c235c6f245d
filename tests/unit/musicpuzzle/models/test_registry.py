"""Networks by name."""

from __future__ import annotations

import pytest
import torch

from musicpuzzle.errors import ModelError
from musicpuzzle.models.pairs import score_all
from musicpuzzle.models.registry import PARTS, build, network_names
from musicpuzzle.models.sen import SEN
from musicpuzzle.models.sen_plus import SENPlus
from musicpuzzle.models.sn import SN


def test_names_give_their_networks() -> None:
    assert {"sen", "sn", "sen-plus"} <= set(network_names())
    assert isinstance(build("sen"), SEN)
    assert isinstance(build("sn"), SN)


def test_an_unknown_name_gives_a_sentence_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match="no network called 'zen'; there are sen, sen-gap, sn"):
        build("zen")


@pytest.mark.parametrize("part", PARTS)
def test_what_a_part_of_sen_plus_knows_is_gone_without_it(part: str) -> None:
    torch.manual_seed(0)
    whole = build("sen-plus").eval()
    less = build(f"sen-plus-without-{part}").eval()
    assert isinstance(whole, SENPlus)
    assert isinstance(less, SENPlus)
    less.load_state_dict(whole.state_dict())
    log_mels = torch.rand(3, 128, 120) * 8
    before, after = (score_all(each, log_mels) for each in (whole, less))
    assert after[~torch.eye(3, dtype=torch.bool)].isfinite().all()
    assert torch.equal(before, after) == (part == "pulse")
    assert (less.joint_evidence(log_mels[None], log_mels[None]) is None) == (part == "pulse")


@pytest.mark.parametrize("name", ["sen-plus-without-ears", "sen-without-map"])
def test_what_cannot_be_left_out_gives_a_sentence(name: str) -> None:
    with pytest.raises(ModelError, match="left out of sen-plus is pulse, map, edges, attention"):
        build(name)
