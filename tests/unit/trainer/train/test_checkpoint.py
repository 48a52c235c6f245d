"""Checkpoints: exact, whole or not there, and never a pickle."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from torch import nn

from musicpuzzle.errors import ModelError
from trainer.train.checkpoint import (
    RunState,
    latest_checkpoint,
    load_checkpoint,
    read_state,
    remove_checkpoints,
    save_checkpoint,
)


def state(step: int) -> RunState:
    return RunState(step, 12.5, 0.25, "32-true", {"seed": 3})


def learned(steps: int, optimizer_class: type[torch.optim.Optimizer] = torch.optim.Adam):
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Linear(8, 1))
    optimizer = optimizer_class(network.parameters(), lr=0.01)
    learn(network, optimizer, steps)
    return network, optimizer


def learn(network: nn.Module, optimizer: torch.optim.Optimizer, steps: int) -> list[float]:
    losses = []
    for _ in range(steps):
        loss = network(torch.linspace(0, 1, 12).view(3, 4)).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    return losses


@pytest.mark.parametrize("optimizer_class", [torch.optim.Adam, torch.optim.AdamW, torch.optim.SGD])
def test_learning_goes_on_exactly(
    tmp_path: Path, optimizer_class: type[torch.optim.Optimizer]
) -> None:
    network, optimizer = learned(3, optimizer_class)
    save_checkpoint(tmp_path, network, optimizer, state(3))
    expected = learn(network, optimizer, 3)
    other, other_optimizer = learned(1, optimizer_class)
    checkpoint = latest_checkpoint(tmp_path)
    assert checkpoint is not None
    load_checkpoint(checkpoint, other, other_optimizer)
    assert learn(other, other_optimizer, 3) == expected
    assert read_state(checkpoint) == state(3)
    for name, tensor in network.state_dict().items():
        assert torch.equal(tensor, other.state_dict()[name]), name


def test_only_the_newest_is_kept(tmp_path: Path) -> None:
    network, optimizer = learned(1)
    for step in (9, 10, 10, 110):
        save_checkpoint(tmp_path, network, optimizer, state(step))
    checkpoint = latest_checkpoint(tmp_path)
    assert checkpoint is not None
    assert read_state(checkpoint).step == 110
    assert list((tmp_path / "checkpoints").iterdir()) == [checkpoint]
    remove_checkpoints(tmp_path)
    assert latest_checkpoint(tmp_path) is None


def test_an_unfinished_one_is_passed_over(tmp_path: Path) -> None:
    network, optimizer = learned(1)
    save_checkpoint(tmp_path, network, optimizer, state(1))
    unfinished = tmp_path / "checkpoints" / ".000000002"
    unfinished.mkdir()
    (unfinished / "weights.safetensors").write_bytes(b"half")
    checkpoint = latest_checkpoint(tmp_path)
    assert checkpoint is not None
    assert read_state(checkpoint).step == 1
    save_checkpoint(tmp_path, network, optimizer, state(2))
    assert not unfinished.exists()


def test_nothing_there(tmp_path: Path) -> None:
    assert latest_checkpoint(tmp_path) is None
    remove_checkpoints(tmp_path)


@pytest.mark.parametrize("name", ["weights.safetensors", "optimizer.safetensors", "state.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x80\x04pickle"])
def test_damage_gives_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    network, optimizer = learned(1)
    save_checkpoint(tmp_path, network, optimizer, state(1))
    checkpoint = latest_checkpoint(tmp_path)
    assert checkpoint is not None
    (checkpoint / name).write_bytes(content)
    with pytest.raises(ModelError, match="checkpoint cannot be used"):
        load_checkpoint(checkpoint, network, optimizer)
    if name == "state.json":
        with pytest.raises(ModelError, match="checkpoint is damaged"):
            read_state(checkpoint)


def test_another_network_gives_a_sentence(tmp_path: Path) -> None:
    network, optimizer = learned(1)
    save_checkpoint(tmp_path, network, optimizer, state(1))
    checkpoint = latest_checkpoint(tmp_path)
    assert checkpoint is not None
    with pytest.raises(ModelError, match="checkpoint cannot be used"):
        load_checkpoint(checkpoint, nn.Linear(4, 8), optimizer)


def test_files_are_tensors_and_json(tmp_path: Path) -> None:
    network, optimizer = learned(1)
    save_checkpoint(tmp_path, network, optimizer, state(1))
    checkpoint = latest_checkpoint(tmp_path)
    assert checkpoint is not None
    names = sorted(path.name for path in checkpoint.iterdir())
    assert names == ["optimizer.safetensors", "state.json", "weights.safetensors"]
    assert json.loads((checkpoint / "state.json").read_text())["state"]["step"] == 1
