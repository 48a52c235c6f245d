"""What lies behind one join's score: maps over time, spectra, or nothing that can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.games.opponents import opponent
from musicpuzzle.review.parts import Axis, Pair, Parts, PulseEvidence, Values

MAP_METHOD = (
    "The further a colour is from the card's, the more alike are two moments to the network. The"
    " frame marks the quarter of a second on each side where gradient times similarity adds up to"
    " most; without it means the score once that place is as alike as the map is on average."
)
MOMENTS_METHOD = (
    "The curves show gradient times sound, summed over the bands: what a moment adds to the score"
    " beside its piece's average sound. The score was taken again with the marked quarter of a"
    " second replaced by that average."
)
SPECTRA_METHOD = (
    "The spectra of 0.14 s before and after the join, each without its level. The frame marks the"
    " eight bands that add most to their distance."
)
PULSE_METHOD = (
    "The curves of the beat show how much the starts of sounds come again so much later: in each"
    " piece, as a mean over all of them, and from the first piece to the second if that gap lies"
    " between. A lag counts as much as the shaded area is high. The opponent tries each gap up to a"
    " second, and takes the one that makes its best order best; a gap that is a bar longer or"
    " shorter may sound as good."
)


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of a map.

    Attributes:
        plane: in which of the maps.
        before_s: from where to where in the first piece, in seconds from its end (below zero).
        after_s: from where to where in the second piece, in seconds from its start.
        log_odds_without: the pair's log-odds once every value inside is the map's mean.
    """

    plane: int
    before_s: tuple[float, float]
    after_s: tuple[float, float]
    log_odds_without: float


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Which moments of one of two pieces the score hangs on, by any way through the network.

    Attributes:
        times_s: float64 (frames,), of the first piece in seconds from its end, of the second one in
            seconds from its start.
        saliency: float32 (frames,): what each frame adds to the log-odds, to first order, beside
            the mean spectrum of its piece: gradient times difference, summed over the bands.
        stretch_s: from where to where it sums highest, up or down.
        log_odds_without: the pair's log-odds once that stretch has the mean spectrum.
    """

    times_s: Axis
    saliency: Values
    stretch_s: tuple[float, float]
    log_odds_without: float


@dataclass(frozen=True, slots=True, eq=False)
class MapEvidence:
    """How similar each moment of the first piece is to each one of the second.

    Attributes:
        pair: the two pieces.
        log_odds: that the second follows the first, by the two pieces alone.
        planes: float32 (maps, moments before, moments after), cosines.
        saliency: the same shape: what each value adds to the log-odds, to first order, beside the
            mean of its map: gradient times difference.
        before_s: float64 (moments before,), in seconds from the end of the first piece.
        after_s: float64 (moments after,), in seconds from the start of the second one.
        place: where the map mattered most.
        log_odds_without_map: the pair's log-odds once each map is its own mean everywhere.
        first, second: which moments mattered by any way through the network.
        pulse: what the beat of all pieces adds; None for a network that does not follow it.
    """

    pair: Pair
    log_odds: float
    planes: Values
    saliency: Values
    before_s: Axis
    after_s: Axis
    place: Place
    log_odds_without_map: float
    first: Moments
    second: Moments
    pulse: PulseEvidence | None = None

    @property
    def total(self) -> float:
        """The log-odds that the opponent judges the pair by."""
        return self.log_odds + (0.0 if self.pulse is None else self.pulse.log_odds)

    @property
    def change(self) -> float:
        """How much of the log-odds hangs on the marked place; below 0 where it speaks against."""
        return self.log_odds - self.place.log_odds_without


@dataclass(frozen=True, slots=True, eq=False)
class SpectraEvidence:
    """The spectra before and after the join.

    Attributes:
        pair: the two pieces.
        log_odds: that the second follows the first.
        centres_hz: of the bands, float64 (128,).
        before, after: log-mel without its mean over the bands, float64 (128,).
        place_hz: the eight bands in which they differ most, from where to where.
        place_share: which share of the squared distance lies there, 0 to 1.
    """

    pair: Pair
    log_odds: float
    centres_hz: Axis
    before: Axis
    after: Axis
    place_hz: tuple[float, float]
    place_share: float


@dataclass(frozen=True, slots=True, eq=False)
class MomentEvidence:
    """Which moments mattered to a network that keeps no map.

    Attributes:
        pair: the two pieces.
        log_odds: that the second follows the first, by the two pieces alone.
        first, second: which moments mattered.
        reason: why there is no map.
        of_two_alone: the opponent judges the pair by something that all pieces tell, too.
    """

    pair: Pair
    log_odds: float
    first: Moments
    second: Moments
    reason: str
    of_two_alone: bool = False


@dataclass(frozen=True, slots=True)
class NoEvidence:
    """Nothing can be shown, and why, in one sentence."""

    pair: Pair
    reason: str


Evidence = MapEvidence | SpectraEvidence | MomentEvidence | PulseEvidence | NoEvidence

_WITHOUT = {
    "chance": "Chance guesses: it does not listen, so there is nothing to see.",
    "waveform": "Waveform follows the wave itself across the cut; it compares no moments.",
}


class Explainer:
    """Shows what lies behind an opponent's scores of the pieces of one puzzle.

    What it computes of the pieces is kept, so that the second pair costs less. It belongs to one
    thread at a time.

    Args:
        name: of the opponent, or the path of its model.
        pieces: as dealt.
    """

    def __init__(self, name: str, pieces: Sequence[Clip]) -> None:
        self._name = name
        self._pieces = tuple(pieces)
        self._features: Any = None
        self._parts: Parts | None = None
        self._has_parts = False

    def parts(self, *, check: Check = unchecked) -> Parts | None:
        """What the log-odds of all joins add up from; None where the beat has no part in them.

        Args, Raises: see `explain`.
        """
        if self._name not in _WITHOUT and not self._has_parts:
            from musicpuzzle.games.opponents.log_mels import LogMelOpponent
            from musicpuzzle.review.pulse import parts_of

            player = opponent(self._name)
            if isinstance(player, LogMelOpponent):
                log_mels = self._features_of(player, check)
                self._parts = parts_of(player, log_mels, self._pieces, check=check)
            self._has_parts = True
        return self._parts

    def explain(self, pair: Pair, *, check: Check = unchecked) -> Evidence:
        """The evidence for one ordered pair of different pieces.

        Args:
            pair: the piece before and the piece after the join.
            check: called between steps; it may raise to give up.

        Raises:
            ModelError: the opponent's model cannot be loaded.
            PuzzleError: there is no such opponent.
            ValueError: the pair is not of two different pieces.
        """
        n = len(self._pieces)
        if pair[0] == pair[1] or not all(0 <= piece < n for piece in pair):
            raise ValueError(f"{pair} is no pair of {n} pieces")
        if self._name in _WITHOUT:
            return NoEvidence(pair, _WITHOUT[self._name])
        from musicpuzzle.games.opponents.continuity import Continuity
        from musicpuzzle.games.opponents.network import NetworkOpponent
        from musicpuzzle.review.maps import network_evidence
        from musicpuzzle.review.spectra import spectra_evidence

        player = opponent(self._name)
        if isinstance(player, Continuity):
            return spectra_evidence(player, self._features_of(player, check), pair)
        parts = self.parts(check=check)
        pulse = None if parts is None else parts.of(pair)
        if not isinstance(player, NetworkOpponent):
            return pulse or NoEvidence(pair, "This opponent shows nothing of how it listens.")
        found = network_evidence(
            player.network, self._features_of(player, check), pair, check=check
        )
        return replace(found, pulse=pulse) if isinstance(found, MapEvidence) else found

    def _features_of(self, player: Any, check: Check) -> Any:
        if self._features is None:
            self._features = player.features(self._pieces, check)
        return self._features
