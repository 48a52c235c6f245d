"""Models on disk: safetensors in half precision with a JSON card beside them. Never a pickle."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import safetensors.torch
import torch
from safetensors import SafetensorError

from musicpuzzle.errors import ModelError
from musicpuzzle.files import write_atomically
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.network import PairNetwork
from musicpuzzle.models.registry import build, network_names
from musicpuzzle.paths import asset

SUFFIX = ".safetensors"


def card_path(path: Path) -> Path:
    """Where the card of the weights in `path` lies."""
    return path.with_suffix(".json")


def model_path(name_or_path: str | Path) -> Path:
    """The weights' file of a bundled model by name, or the path as it is."""
    if str(name_or_path) in network_names():
        return asset("models", f"{name_or_path}{SUFFIX}")
    return Path(name_or_path)


def save_model(path: Path, network: PairNetwork, card: ModelCard) -> ModelCard:
    """Write weights (float16) and card; a reader finds both whole or neither valid.

    Returns:
        The card as written, with the hash of the weights.

    Raises:
        ModelError: a weight is not finite, or too large for half precision; nothing is written.
        OSError: the folder cannot be written.
    """
    tensors = {name: tensor.cpu().half().contiguous() for name, tensor in _kept(network).items()}
    for name, tensor in tensors.items():
        if not tensor.isfinite().all():
            raise ModelError(f"{path}: {name!r} is not finite in half precision, nothing is saved.")
    data = safetensors.torch.save(tensors)
    written = replace(card, weights=blake2b(data).hexdigest())
    write_atomically(path, data)
    write_atomically(card_path(path), written.to_json())
    return written


def load_model(name_or_path: str | Path) -> tuple[PairNetwork, ModelCard]:
    """A network with its weights in float32, in evaluation mode on the CPU, and its card.

    Args:
        name_or_path: name of a bundled model, or path of a safetensors file with its card beside.

    Raises:
        ModelError: a file is missing or damaged, card and weights do not belong together, or the
            weights do not fit the network.
    """
    path = model_path(name_or_path)
    card = ModelCard.from_json(
        _read(card_path(path)).decode("utf-8", "replace"), str(card_path(path))
    )
    data = _read(path)
    if blake2b(data).hexdigest() != card.weights:
        raise ModelError(f"{path}: the weights are damaged, or the card beside is not theirs.")
    try:
        tensors = safetensors.torch.load(data)
    except SafetensorError as error:
        raise ModelError(f"{path}: is no safetensors file ({error}).") from error
    network = build(card.architecture)
    _fill(network, tensors, path)
    return network.eval(), card


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ModelError(f"{path}: there is no such file.") from error
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}).") from error


def _kept(network: PairNetwork) -> dict[str, torch.Tensor]:
    """Parameters and statistics; batch norm's counters mean nothing once training is over."""
    state = network.state_dict().items()
    return {name: tensor for name, tensor in state if tensor.is_floating_point()}


def _fill(network: PairNetwork, tensors: dict[str, torch.Tensor], path: Path) -> None:
    own = _kept(network)
    for name in sorted(own.keys() ^ tensors.keys()):
        what = "lacks the" if name in own else "has an unknown"
        raise ModelError(f"{path}: {what} tensor {name!r}.")
    for name, tensor in tensors.items():
        if tensor.shape != own[name].shape:
            sizes = f"{tuple(tensor.shape)} instead of {tuple(own[name].shape)}"
            raise ModelError(f"{path}: tensor {name!r} has shape {sizes}.")
        if tensor.dtype != torch.float16:
            raise ModelError(f"{path}: tensor {name!r} is {tensor.dtype}, not float16.")
        if not tensor.isfinite().all():
            raise ModelError(f"{path}: tensor {name!r} holds values that are not finite.")
        # state_dict gives the network's own memory, so this fills the network.
        own[name].copy_(tensor)
