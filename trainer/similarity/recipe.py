"""What the similarity network is shown and held to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch

from musicpuzzle.errors import DataError
from musicpuzzle.explore.judging.judgements import Judgement
from musicpuzzle.features.short_mel import FRAMES
from musicpuzzle.models.similarity import masks
from musicpuzzle.models.subspaces import DIMENSIONS

from ..train.recipe import Batch, Metrics
from .loss import MARGIN, TRACK_WEIGHT, distances, triplet_loss
from .proxies import HEADS, ProxiedNetwork, Vocabulary, proxy_loss
from .relations import NEAR_BPM, relations
from .songs import GENERATED, RECORDED, RENDERED, LabelledSong
from .views import LogMelView, View
from .windows import two_starts

BATCH = 64
LEARNING_RATE = 3e-3
_SHARES = {RECORDED: 0.25, RENDERED: 0.125}
"""Of a batch; what is left are generated songs, or recordings where there are none."""

_FASTER = 0.12
_SLOW = {"mood": 2.0, "tempo": 2.0}
"""What is learned last counts more."""


class SimilarityRecipe:
    """Batches of two windows a song, and the loss over all their triplets.

    Args:
        songs: to learn from.
        batch: windows a step.
        learning_rate: of Adam; the paper's 0.01 is divided on the way, ours falls to zero.
        without: "masks": every dimension is learned by the whole embedding; "track": no track
            regularisation; None: as in the paper.
        only: a specialised network learns this dimension alone, by its whole embedding.
        judgements: of people, learned from in the sub-space that they speak of.
        view: what the network sees of songs; log-mels where none is given.
    """

    clip_norm: float | None = 5.0

    def __init__(
        self,
        songs: Sequence[LabelledSong],
        *,
        batch: int = BATCH,
        learning_rate: float = LEARNING_RATE,
        without: str | None = None,
        only: str | None = None,
        judgements: Sequence[Judgement] = (),
        view: View | None = None,
    ) -> None:
        self.batch = batch
        self.learning_rate = learning_rate
        self._songs = songs
        self._generated, self._rendered, self._recorded = (
            [k for k, song in enumerate(songs) if song.origin == origin]
            for origin in (GENERATED, RENDERED, RECORDED)
        )
        self._by_genre = _by_genre(songs, self._recorded)
        self._track = without != "track" and only is None
        self._masks = masks()
        if without == "masks" or only is not None:
            self._masks = torch.ones_like(self._masks)
        self._only = only
        self._view = view or LogMelView()
        self.vocabulary = Vocabulary.of(songs)
        self._places = {song.name: k for k, song in enumerate(songs)}
        known = self._places.keys()
        self._judgements = [
            each for each in judgements if {each.anchor, each.nearer, each.farther} <= known
        ]
        if len(songs) < 4:
            raise DataError("Likeness is learned from at least four songs.")

    @property
    def n_judgements(self) -> int:
        """How many judgements there are of songs that are learned from."""
        return len(self._judgements)

    def optimizer(self, network: torch.nn.Module) -> torch.optim.Optimizer:
        """Adam, as in the paper, with a little decay of the weights."""
        return torch.optim.AdamW(network.parameters(), lr=self.learning_rate, weight_decay=1e-3)

    def rate(self, step: int) -> float:
        """Factor of the learning rate: it rises over the first hundred steps."""
        return min(1.0, (step + 1) / 100)

    def pairs(self, batch: Batch) -> int:
        """How many triplets a batch holds."""
        learned = [number for number, name in enumerate(DIMENSIONS) if self._only in (None, name)]
        positives, negatives = batch["positives"][learned], batch["negatives"][learned]
        found = (positives.sum(2) * negatives.sum(2)).sum()
        return int(found) + (len(batch["judged"]) if "judged" in batch else 0)

    def sample_batch(self, rng: np.random.Generator, songs: Sequence[object] = ()) -> Batch:
        """Two windows each of some songs, with their relations; tensors on the CPU.

        Args:
            rng: decides everything, so that a step can be repeated.
            songs: none; the recipe has its own.
        """
        chosen = self._choose(rng)
        judged = self._judged(rng)
        everyone = chosen + [place for triplet, _ in judged for place in triplet]
        n = len(everyone)
        # Another tempo with the same notes: what was 100 beats a minute is 89 to 113.
        speeds = np.exp(rng.uniform(-_FASTER, _FASTER, n))
        played = [
            replace(self._songs[k], tempo_bpm=self._songs[k].tempo_bpm * float(speed))
            for k, speed in zip(everyone, speeds, strict=True)
        ]
        lengths = [
            min(round(FRAMES * v), s.bands.shape[1]) for v, s in zip(speeds, played, strict=True)
        ]
        starts = [
            two_starts(rng, s.bands.shape[1], m) for s, m in zip(played, lengths, strict=True)
        ]
        windows = np.stack(
            [
                self._view.stretched(song, pair[turn], length)
                for turn in (0, 1)
                for song, pair, length in zip(played, starts, lengths, strict=True)
            ]
        )
        found = relations(played)
        same = np.array(everyone)[:, None] == np.array(everyone)
        twice = (1, 2, 2)
        batch = {
            "windows": torch.from_numpy(self._view.varied(rng, windows)),
            "positives": torch.from_numpy(np.tile(found.positives & ~same, twice)),
            "negatives": torch.from_numpy(np.tile(found.negatives & ~same, twice)),
            "same": torch.from_numpy(np.tile(same, (2, 2)) & ~np.eye(2 * n, dtype=bool)),
        }
        for head, targets in self.vocabulary.targets(played).items():
            batch[head] = torch.from_numpy(np.tile(targets, (2, 1)))
        if judged:
            first = len(chosen) + 3 * np.arange(len(judged))
            numbers = np.array([number for _, number in judged])
            rows = np.stack([first, first + 1, first + 2, numbers], axis=1)
            batch["judged"] = torch.from_numpy(rows)
        return batch

    def loss(self, network: ProxiedNetwork, batch: Batch) -> tuple[torch.Tensor, Metrics]:
        """Triplets of each dimension, half as much for tracks, and proxies.

        The metrics are shares of right triplets.
        """
        embeddings = network.embed(batch["windows"])
        # Only here it is known where the network computes.
        self._masks = self._masks.to(embeddings.device)
        compared = self._compared(embeddings)
        total = self._proxies(network, embeddings, batch)
        metrics: Metrics = {}
        for number, name in enumerate(DIMENSIONS):
            if self._only not in (None, name):
                continue
            positives, negatives = batch["positives"][number], batch["negatives"][number]
            own, count, right = self._triplets(compared, self._masks[number], positives, negatives)
            total = total + own
            if count:
                metrics[name] = right
        if self._track:
            whole = distances(embeddings, torch.ones_like(self._masks[0]))
            oneself = torch.eye(len(whole), dtype=torch.bool, device=whole.device)
            everyone = ~batch["same"] & ~oneself
            own, _, right = triplet_loss(whole, batch["same"], everyone)
            total = total + TRACK_WEIGHT * own
            metrics["track"] = right
        if "judged" in batch:
            gap = self._gaps(compared, batch["judged"])
            total = total + torch.relu(MARGIN - gap).mean()
            metrics["people"] = (gap > 0).float().mean().detach()
        return total, metrics

    def _compared(self, embeddings: torch.Tensor) -> torch.Tensor:
        """What triplets are made of: windows."""
        return embeddings

    def _triplets(
        self,
        compared: torch.Tensor,
        mask: torch.Tensor,
        positives: torch.Tensor,
        negatives: torch.Tensor,
    ) -> tuple[torch.Tensor, int, torch.Tensor]:
        """Loss of one dimension, how many triplets there are, and the share of right ones."""
        return triplet_loss(distances(compared, mask), positives, negatives)

    def _proxies(
        self, network: ProxiedNetwork, embeddings: torch.Tensor, batch: Batch
    ) -> torch.Tensor:
        total = embeddings.new_zeros(())
        for head, number in HEADS.items():
            if head in batch and self._only in (None, DIMENSIONS[number]):
                points = network.proxies[head]
                own = proxy_loss(embeddings, self._masks[number], points, batch[head])
                total = total + _SLOW.get(head, 1.0) * own
        return total

    def _gaps(self, embeddings: torch.Tensor, judged: torch.Tensor) -> torch.Tensor:
        """How much farther away what people found less alike is, where they were asked."""
        gaps = []
        for number in sorted(set(judged[:, 3].tolist())):
            mask = torch.ones_like(self._masks[0]) if number < 0 else self._masks[number]
            apart = distances(embeddings, mask)
            anchors, nearer, farther, _ = judged[judged[:, 3] == number].T
            gaps.append(apart[anchors, farther] - apart[anchors, nearer])
        return torch.cat(gaps)

    def _choose(self, rng: np.random.Generator) -> list[int]:
        """Songs of a batch: recordings in pairs of one genre, all others in pairs of a tempo.

        Otherwise few songs of a batch would be each other's positives.
        """
        n = self.batch // 2
        n_rendered = round(n * _SHARES[RENDERED]) if self._rendered else 0
        n_recorded = round(n * _SHARES[RECORDED]) if self._generated else n - n_rendered
        chosen: list[int] = []
        if self._recorded and n_recorded >= 2:
            for _ in range(n_recorded // 2):
                chosen += self._genre_pair(rng)
        for _ in range(n_rendered // 2):
            chosen += self._tempo_pair(rng, self._rendered)
        n_generated = n - len(chosen) if self._generated else 0
        for _ in range(n_generated // 2):
            chosen += self._tempo_pair(rng, self._generated)
        return list(dict.fromkeys(chosen))

    def _genre_pair(self, rng: np.random.Generator) -> list[int]:
        if not self._by_genre:
            return [int(k) for k in rng.choice(self._recorded, 2)]
        sources = self._by_genre[int(rng.integers(len(self._by_genre)))]
        two = rng.permutation(len(sources))[:2]
        return [int(rng.choice(sources[k])) for k in two]

    def _tempo_pair(self, rng: np.random.Generator, among: Sequence[int]) -> list[int]:
        k = int(rng.choice(among))
        tempo = self._songs[k].tempo_bpm
        near = [j for j in among if abs(self._songs[j].tempo_bpm - tempo) <= NEAR_BPM]
        return [k, int(rng.choice(near))]

    def _judged(self, rng: np.random.Generator) -> list[tuple[tuple[int, int, int], int]]:
        """A few judgements: places of anchor, nearer and farther song, and the dimension or -1."""
        count = len(self._judgements)
        if not count:
            return []
        drawn = [self._judgements[int(k)] for k in rng.integers(0, count, self.batch // 16)]
        places = self._places
        return [
            (
                (places[j.anchor], places[j.nearer], places[j.farther]),
                DIMENSIONS.index(j.dimension) if j.dimension in DIMENSIONS else -1,
            )
            for j in drawn
        ]


def _by_genre(songs: Sequence[LabelledSong], recorded: Sequence[int]) -> list[list[list[int]]]:
    """Recordings by genre and then by source, of the genres that at least two sources have."""
    found: dict[str, dict[str, list[int]]] = {}
    for k in recorded:
        song = songs[k]
        if song.genre:
            found.setdefault(song.genre, {}).setdefault(song.source or song.name, []).append(k)
    return [list(sources.values()) for _, sources in sorted(found.items()) if len(sources) > 1]
