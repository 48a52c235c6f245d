"""Models on disk: what goes in comes out, and anything damaged gives a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest
import safetensors.torch
import torch

from musicpuzzle.errors import ModelError
from musicpuzzle.games.order import best_order
from musicpuzzle.models.card import Credit, ModelCard, card_path
from musicpuzzle.models.pairs import score_all
from musicpuzzle.models.sn import SN
from musicpuzzle.models.store import load_model, model_path, save_model

CARD = ModelCard(
    architecture="sn",
    parameters=2_298_116,
    command="python -m trainer sn --data music --out run",
    seed=3,
    steps=100,
    songs=2,
    hours=0.1,
    credits=(Credit("Ana Živković", "CC-BY-4.0", "somewhere", 2),),
    metrics={"global_accuracy": 0.5},
)


@pytest.fixture(scope="module")
def network() -> SN:
    torch.manual_seed(0)
    network = SN().eval()
    network.mean.fill_(2.5)
    return network


@pytest.fixture
def saved(tmp_path: Path, network: SN) -> Path:
    path = tmp_path / "models" / "mine.safetensors"
    save_model(path, network, CARD)
    return path


def test_a_model_comes_back_in_float32(saved: Path, network: SN) -> None:
    loaded, card = load_model(saved)
    assert not loaded.training
    assert card.credits == CARD.credits
    assert card.metrics == CARD.metrics
    for name, tensor in loaded.state_dict().items():
        if tensor.is_floating_point():
            assert tensor.dtype == torch.float32
            torch.testing.assert_close(tensor, network.state_dict()[name].half().float())
    assert isinstance(loaded, SN)
    log_mels = torch.rand((3, 128, 40))
    torch.testing.assert_close(
        score_all(loaded, log_mels), score_all(network, log_mels), atol=0.02, rtol=0
    )


def test_disk_holds_half_precision(saved: Path, network: SN) -> None:
    assert saved.stat().st_size < 2.02 * network.n_parameters()
    assert card_path(saved).name == "mine.json"


@pytest.fixture
def saved_in_8_bits(tmp_path: Path, network: SN) -> Path:
    path = tmp_path / "models" / "small.safetensors"
    save_model(path, network, CARD, dense_bits=8)
    return path


def test_8_bits_are_for_large_dense_layers_alone(saved_in_8_bits: Path, network: SN) -> None:
    tensors = safetensors.torch.load_file(saved_in_8_bits)
    in_8_bits = {name for name, tensor in tensors.items() if tensor.dtype == torch.int8}
    assert in_8_bits == {"head.1.weight", "head.5.weight"}
    assert {t.dtype for name, t in tensors.items() if name not in in_8_bits} == {torch.float16}
    assert saved_in_8_bits.stat().st_size < 2_800_000
    loaded, card = load_model(saved_in_8_bits)
    assert card.dense_bits == 8
    own = network.state_dict()
    for name, tensor in loaded.state_dict().items():
        if name in in_8_bits:
            scale = tensors[f"{name}.scale"].float()[:, None]
            assert tensor.dtype == torch.float32
            assert ((tensor - own[name]).abs() <= 0.5001 * scale).all()
        elif tensor.is_floating_point():
            torch.testing.assert_close(tensor, own[name].half().float())


def test_a_network_in_8_bits_finds_mostly_the_same_orders(saved_in_8_bits: Path) -> None:
    torch.manual_seed(5)
    network = SN()
    with torch.no_grad():
        # Norms that have seen pieces, so that scores differ as those of a trained network do.
        for _ in range(3):
            network(*torch.rand((2, 8, 128, 40)))
    save_model(saved_in_8_bits, network.eval(), CARD, dense_bits=8)
    loaded = load_model(saved_in_8_bits)[0]
    assert isinstance(loaded, SN)
    found = []
    for _ in range(20):
        log_mels = torch.rand((4, 128, 40))
        orders = [best_order(score_all(each, log_mels).numpy())[0] for each in (network, loaded)]
        found.append(orders)
    assert sum(before == after for before, after in found) >= 17
    assert len({before for before, _ in found}) > 5


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: t.pop("head.1.weight.scale"), r"lacks the tensor 'head\.1\.weight\.scale'"),
        (
            lambda t: t.update({"head.1.weight": t["head.1.weight"].half()}),
            r"'head\.1\.weight' is torch.float16, not int8",
        ),
        (
            lambda t: t["head.1.weight.scale"][0].fill_(float("inf")),
            r"'head\.1\.weight\.scale' holds values that are not finite",
        ),
        (
            lambda t: t.update({"head.9.weight.scale": t["mean"].clone()}),
            r"has an unknown tensor 'head\.9\.weight\.scale'",
        ),
    ],
)
def test_damaged_8_bits_give_a_sentence(
    saved_in_8_bits: Path, change: Callable[[dict[str, torch.Tensor]], object], sentence: str
) -> None:
    rewrite(saved_in_8_bits, change)
    with pytest.raises(ModelError, match=sentence):
        load_model(saved_in_8_bits)


def test_a_card_of_other_bits_gives_a_sentence(saved: Path) -> None:
    card = json.loads(card_path(saved).read_text())
    for bits, sentence in (
        (8, "lacks the tensor"),
        (4, "speaks of dense layers of 4 bits"),
        ([8], r"speaks of dense layers of \[8\] bits"),
    ):
        card_path(saved).write_text(json.dumps({**card, "dense_bits": bits}))
        with pytest.raises(ModelError, match=sentence):
            load_model(saved)


def test_a_card_that_says_nothing_of_bits_means_half_precision(saved: Path) -> None:
    card = json.loads(card_path(saved).read_text())
    del card["dense_bits"]
    card_path(saved).write_text(json.dumps(card))
    assert load_model(saved)[1].dense_bits == 16


def test_weights_that_are_not_finite_are_not_saved(saved: Path) -> None:
    before = saved.read_bytes()
    broken = SN()
    for bits, value in ((16, 1e6), (8, 1e8), (8, float("nan"))):
        with torch.no_grad():
            broken.head[1].weight[0, 0] = value
        with pytest.raises(ModelError, match=r"'head\.1\.weight' is not finite in half precision"):
            save_model(saved, broken, CARD, dense_bits=bits)
    assert saved.read_bytes() == before
    load_model(saved)


def rewrite(path: Path, change: Callable[[dict[str, torch.Tensor]], object]) -> None:
    """Change the tensors of a model and give its card the new hash."""
    tensors = safetensors.torch.load_file(path)
    change(tensors)
    data = safetensors.torch.save(tensors)
    path.write_bytes(data)
    card = json.loads(card_path(path).read_text())
    card["weights"] = blake2b(data).hexdigest()
    card_path(path).write_text(json.dumps(card))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: t.pop("mean"), "lacks the tensor 'mean'"),
        (lambda t: t.update(extra=t["mean"].clone()), "has an unknown tensor 'extra'"),
        (lambda t: t.update(mean=t["mean"][:64].clone()), r"'mean' has shape \(64,\) instead of"),
        (lambda t: t.update(mean=t["mean"].float()), "'mean' is torch.float32, not float16"),
        (lambda t: t["std"].fill_(float("nan")), "'std' holds values that are not finite"),
    ],
)
def test_weights_that_do_not_fit_give_a_sentence(
    saved: Path, change: Callable[[dict[str, torch.Tensor]], object], sentence: str
) -> None:
    rewrite(saved, change)
    with pytest.raises(ModelError, match=sentence):
        load_model(saved)


def test_damaged_weights_give_a_sentence(saved: Path) -> None:
    data = bytearray(saved.read_bytes())
    data[-1] ^= 1
    saved.write_bytes(data)
    with pytest.raises(ModelError, match="damaged, or the card beside is not theirs"):
        load_model(saved)


def test_a_file_of_another_kind_gives_a_sentence(saved: Path) -> None:
    saved.write_bytes(b"no model at all")
    card = json.loads(card_path(saved).read_text())
    card["weights"] = blake2b(b"no model at all").hexdigest()
    card_path(saved).write_text(json.dumps(card))
    with pytest.raises(ModelError, match="is no safetensors file"):
        load_model(saved)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("{", "is no card"), ("[]", "is no card"), ('{"credits": []}', "is no card")],
)
def test_a_damaged_card_gives_a_sentence(saved: Path, text: str, sentence: str) -> None:
    card_path(saved).write_text(text)
    with pytest.raises(ModelError, match=sentence):
        load_model(saved)


def test_a_model_with_other_features_gives_a_sentence(saved: Path) -> None:
    card = json.loads(card_path(saved).read_text())
    card["features"]["hop_samples"] = 256
    card_path(saved).write_text(json.dumps(card))
    with pytest.raises(ModelError, match="sees other features"):
        load_model(saved)


def test_missing_files_give_a_sentence(saved: Path) -> None:
    saved.unlink()
    with pytest.raises(ModelError, match=r"mine\.safetensors: there is no such file"):
        load_model(saved)
    with pytest.raises(ModelError, match=r"nowhere\.json: there is no such file"):
        load_model(saved.with_name("nowhere.safetensors"))


def test_bundled_models_are_found_by_name() -> None:
    assert model_path("sen").parts[-3:] == ("assets", "models", "sen.safetensors")
    assert model_path("run/sen.safetensors") == Path("run/sen.safetensors")
