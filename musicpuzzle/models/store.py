"""Models on disk: safetensors with a JSON card beside them. Never a pickle.

Weights are stored in half precision. Those of large dense layers may be stored in 8 bits, with a
scale for each output beside them (`quantise`); the card says which.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import safetensors.torch
import torch
from safetensors import SafetensorError
from torch import nn

from musicpuzzle.errors import ModelError
from musicpuzzle.files import write_atomically
from musicpuzzle.models.card import ModelCard, card_path, read_card, read_part
from musicpuzzle.models.network import PieceNetwork
from musicpuzzle.models.quantise import from_int8, to_int8
from musicpuzzle.models.registry import build, bundled_names
from musicpuzzle.paths import asset

SUFFIX = ".safetensors"
_SCALE = ".scale"
# Smaller dense layers would save next to nothing.
_FEWEST_WEIGHTS = 16_384
_DENSE_TYPES = {8: torch.int8, 16: torch.float16}


def model_path(name_or_path: str | Path) -> Path:
    """The weights' file of a bundled model by name, or the path as it is."""
    if str(name_or_path) in bundled_names():
        return asset("models", f"{name_or_path}{SUFFIX}")
    return Path(name_or_path)


def save_model(
    path: Path, network: PieceNetwork, card: ModelCard, *, dense_bits: int = 16
) -> ModelCard:
    """Write weights and card; a reader finds both whole or neither valid.

    Args:
        path: of the weights; the card lies beside them.
        network: whose weights are kept.
        card: what it says of its weights' hash and of their bits is filled in.
        dense_bits: 16 or 8 for the weights of large dense layers; all others are float16.

    Returns:
        The card as written.

    Raises:
        ModelError: a weight is not finite, or too large for half precision; nothing is written.
        OSError: the folder cannot be written.
    """
    tensors = _stored(network, dense_bits)
    for name, tensor in tensors.items():
        if not tensor.isfinite().all():
            weight = name.removesuffix(_SCALE)
            raise ModelError(
                f"{path}: {weight!r} is not finite in half precision, nothing is saved."
            )
    data = safetensors.torch.save(tensors)
    written = replace(card, weights=blake2b(data).hexdigest(), dense_bits=dense_bits)
    write_atomically(path, data)
    write_atomically(card_path(path), written.to_json())
    return written


def load_card(name_or_path: str | Path) -> ModelCard:
    """The card of a model alone, named as in `load_model`.

    Raises:
        ModelError: it is missing, or is no card.
    """
    return read_card(model_path(name_or_path))


def load_model(name_or_path: str | Path) -> tuple[PieceNetwork, ModelCard]:
    """A network with its weights in float32, in evaluation mode on the CPU, and its card.

    Args:
        name_or_path: name of a bundled model, or path of a safetensors file with its card beside.

    Raises:
        ModelError: a file is missing or damaged, card and weights do not belong together, or the
            weights do not fit the network.
    """
    path, card = model_path(name_or_path), load_card(name_or_path)
    data = read_part(path)
    if blake2b(data).hexdigest() != card.weights:
        raise ModelError(f"{path}: the weights are damaged, or the card beside is not theirs.")
    try:
        tensors = safetensors.torch.load(data)
    except SafetensorError as error:
        raise ModelError(f"{path}: is no safetensors file ({error}).") from error
    network = build(card.architecture)
    _fill(network, tensors, card.dense_bits, path)
    return network.eval(), card


def _kept(network: PieceNetwork) -> dict[str, torch.Tensor]:
    """Parameters and statistics; batch norm's counters mean nothing once training is over."""
    state = network.state_dict().items()
    return {name: tensor for name, tensor in state if tensor.is_floating_point()}


def _dense(network: PieceNetwork) -> set[str]:
    """Names of the weights that may be stored in 8 bits."""
    return {
        f"{name}.weight"
        for name, module in network.named_modules()
        if isinstance(module, nn.Linear) and module.weight.numel() >= _FEWEST_WEIGHTS
    }


def _stored(network: PieceNetwork, dense_bits: int) -> dict[str, torch.Tensor]:
    """The tensors of the file."""
    tensors = {name: tensor.cpu().half().contiguous() for name, tensor in _kept(network).items()}
    if _DENSE_TYPES[dense_bits] == torch.int8:
        for name in _dense(network):
            tensors[name], tensors[name + _SCALE] = to_int8(_kept(network)[name])
    return tensors


def _expected(network: PieceNetwork, dense_bits: int) -> dict[str, tuple[torch.dtype, torch.Size]]:
    """Type and shape of each tensor of the file."""
    own = _kept(network)
    layout = {name: (torch.float16, tensor.shape) for name, tensor in own.items()}
    if _DENSE_TYPES[dense_bits] == torch.int8:
        for name in _dense(network):
            layout[name] = (torch.int8, own[name].shape)
            layout[name + _SCALE] = (torch.float16, own[name].shape[:1])
    return layout


def _fill(
    network: PieceNetwork, tensors: dict[str, torch.Tensor], dense_bits: int, path: Path
) -> None:
    if dense_bits not in tuple(_DENSE_TYPES):
        raise ModelError(f"{path}: the card speaks of dense layers of {dense_bits} bits.")
    expected = _expected(network, dense_bits)
    for name in sorted(expected.keys() ^ tensors.keys()):
        what = "lacks the" if name in expected else "has an unknown"
        raise ModelError(f"{path}: {what} tensor {name!r}.")
    for name, tensor in tensors.items():
        dtype, shape = expected[name]
        if tensor.shape != shape:
            sizes = f"{tuple(tensor.shape)} instead of {tuple(shape)}"
            raise ModelError(f"{path}: tensor {name!r} has shape {sizes}.")
        if tensor.dtype != dtype:
            right = str(dtype).removeprefix("torch.")
            raise ModelError(f"{path}: tensor {name!r} is {tensor.dtype}, not {right}.")
        if not tensor.isfinite().all():
            raise ModelError(f"{path}: tensor {name!r} holds values that are not finite.")
    for name, own in _kept(network).items():
        scale = tensors.get(name + _SCALE)
        # state_dict gives the network's own memory, so this fills the network.
        own.copy_(tensors[name] if scale is None else from_int8(tensors[name], scale))
