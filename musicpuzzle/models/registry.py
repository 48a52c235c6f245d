"""The networks by name. Without torch, until one is built."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from musicpuzzle.errors import ModelError
from musicpuzzle.jobs import WITHOUT

if TYPE_CHECKING:
    from musicpuzzle.models.network import PieceNetwork

RECONSTRUCTIONS = ("sn", "cin", "ccsn", "tsn", "opn")
"""Baselines of the paper whose layers are unpublished: we built them from SEN's parts."""

PARTS = ("pulse", "map", "edges", "attention")
"""What may be left out of SEN-plus, to see what it is worth."""

WHOLE = "sen-plus"
"""The network that parts may be left out of."""


# Module and class: a network's module is imported when it is first built.
_NETWORKS = {
    "sen": ("musicpuzzle.models.sen", "SEN"),
    "sen-gap": ("musicpuzzle.models.sen", "SEN"),
    "sn": ("musicpuzzle.models.sn", "SN"),
    "cin": ("musicpuzzle.models.cin", "CIN"),
    "ccsn": ("musicpuzzle.models.ccsn", "CCSN"),
    "tsn": ("musicpuzzle.models.tsn", "TSN"),
    "opn": ("musicpuzzle.models.opn", "OPN"),
    "sen-plus": ("musicpuzzle.models.sen_plus", "SENPlus"),
    "segue": ("musicpuzzle.models.segue", "Segue"),
}
# The reconstructions are mostly dense layers; in 8 bits the models of the games stay a small
# download. The trainer writes what ships, so that what ships is measured.
_NOTES = {
    "sen-gap": "The layers of SEN, learned with the gaps and disguises of SEN-plus.",
    "sen-plus": "This project's own network.",
    "segue": "This project's own network for medleys.",
}
_DENSE_BITS = dict.fromkeys(RECONSTRUCTIONS, 8)


SIMILARITY = "similarity"
"""The network that hears likeness; it plays no game."""

WAVES = "similarity-waves"
"""The same with a learned front end: filters on the waveform instead of log-mels."""

SIMILARITY_PLUS = "similarity-plus"
"""Our own: the published network with branches for rhythm and harmony."""

SIMILARITY_PARTS = ("masks", "track")
"""What may be left out of its training, to see what it is worth."""

BRANCHES = ("rhythm", "harmony")
"""What may be left out of SIMILARITY_PLUS, to see what it is worth."""

_FILTERS = 64


def network_names() -> tuple[str, ...]:
    """Names of the networks that put pieces in order."""
    return tuple(_NETWORKS)


def bundled_names() -> tuple[str, ...]:
    """Names under which models may be shipped."""
    return (*_NETWORKS, SIMILARITY)


def parts_of(name: str) -> tuple[str, ...]:
    """What may be left out of a network, or of its training, to see what it is worth."""
    of_training = dict.fromkeys((SIMILARITY, WAVES), SIMILARITY_PARTS)
    own = {WHOLE: PARTS, SIMILARITY_PLUS: (*SIMILARITY_PARTS, *BRANCHES)}
    return {**of_training, **own}.get(name, ())


def is_similarity(name: str) -> bool:
    """Whether a network of that name, such as similarity-16 with its 16 filters, hears likeness."""
    return name.split("-", maxsplit=1)[0] == SIMILARITY


def dense_bits(name: str) -> int:
    """In how many bits the large dense layers of a network are stored when it is trained."""
    return _DENSE_BITS.get(name, 16)


def note(name: str) -> str:
    """What a card says of a network beside its name, or nothing."""
    if name in RECONSTRUCTIONS:
        return (
            f"A reconstruction: the layers of {name.upper()} are unpublished, and these are ours,"
            f" built from parts of SEN."
        )
    base, _, without = name.partition(WITHOUT)
    if without:
        return f"{base} without its {without}, made to see what that is worth."
    return _NOTES.get(name, "")


def build(name: str) -> PieceNetwork:
    """A new network with random weights, in training mode.

    Args:
        name: one of `network_names`; "-without-" and one of PARTS after "sen-plus" leaves it out.
            SIMILARITY, SIMILARITY_PLUS or WAVES; "-16" behind them gives the network 16 filters
            instead of 64, and "-without-" one of BRANCHES leaves it out of SIMILARITY_PLUS.

    Raises:
        ModelError: there is no network of that name.
    """
    if is_similarity(name):
        return _build_similarity(name)
    base, _, without = name.partition(WITHOUT)
    if base not in _NETWORKS:
        known = ", ".join(_NETWORKS)
        raise ModelError(f"There is no network called {name!r}; there are {known}.")
    parts = {"without": without} if without else {}
    if without and (base != WHOLE or without not in PARTS):
        raise ModelError(
            f"There is no {name!r}; what may be left out of {WHOLE} is {', '.join(PARTS)}."
        )
    module, class_name = _NETWORKS[base]
    network: PieceNetwork = getattr(import_module(module), class_name)(**parts)
    return network


def _build_similarity(name: str) -> PieceNetwork:
    from musicpuzzle.models.similarity import SimilarityNetwork, WaveNetwork
    from musicpuzzle.models.similarity_plus import SimilarityPlus

    whole, _, without = name.partition(WITHOUT)
    kind = next(k for k in (WAVES, SIMILARITY_PLUS, SIMILARITY) if whole.startswith(k))
    ending = whole.removeprefix(kind)
    number = ending.removeprefix("-")
    if ending and not (ending.startswith("-") and number.isdigit() and 1 <= int(number) <= 256):
        raise ModelError(f"There is no network called {name!r}; its filters are 1 to 256.")
    if without and (kind != SIMILARITY_PLUS or without not in BRANCHES):
        raise ModelError(
            f"There is no {name!r}; what may be left out of {SIMILARITY_PLUS} is"
            f" {' and '.join(BRANCHES)}."
        )
    filters = int(number) if ending else _FILTERS
    if kind == SIMILARITY_PLUS:
        return SimilarityPlus(filters, without or None)
    return WaveNetwork(filters) if kind == WAVES else SimilarityNetwork(filters)
