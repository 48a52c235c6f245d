from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from scipy.stats import binomtest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.identity import recording_id
from musicpuzzle.features.sections import Section
from musicpuzzle.games.make import make_puzzle_from_file
from musicpuzzle.games.opponents import CancelledError
from musicpuzzle.games.puzzle import pieces_of
from trainer.evaluate.outcomes import Outcome
from trainer.evaluate.plan import Deal, Plan
from trainer.evaluate.play import Played, play_song, questions
from trainer.evaluate.songs import Song

from .conftest import (
    FakePlayers,
    Player,
    always_the_same,
    by_equal_scores,
    by_pitch,
    falling,
    write_song,
)


@dataclass
class Counter:
    """Counts, and cancels after a number of answers."""

    patience: int = 1_000_000
    answers: int = 0

    def cancelled(self) -> bool:
        return self.answers >= self.patience

    def advance(self, questions: int) -> None:
        self.answers += questions


def song_at(path: Path) -> Song:
    return Song(path, recording_id(path), "somebody")


def play(song: Song, plan: Plan, players: FakePlayers, watch: Counter | None = None) -> Played:
    todo = list(questions(song, plan, players.digests()))
    return play_song(song, todo, plan, players, watch or Counter())


def of(played: Played, name: str) -> list[Outcome]:
    return [outcome for outcome in played.outcomes if outcome.opponent == name]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes long about a puzzle and has no part in how it is drawn and dealt."""
    monkeypatch.setattr("musicpuzzle.games.mastering.to_loudness", lambda clip: clip)
    monkeypatch.setattr("musicpuzzle.games.finish.piece_log_mel", lambda clip: None)
    monkeypatch.setattr("musicpuzzle.games.finish.same_sound_groups", lambda log_mels: ())


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("pieces", "ways"), [(3, 6), (4, 24)])
def test_a_constant_scorer_measures_one_in_n_factorial(
    tmp_path: Path, pieces: int, ways: int
) -> None:
    song = song_at(write_song(tmp_path / "song.wav", 5.0))
    players = FakePlayers(
        {
            "sen": Player("sen", by_equal_scores),
            "chance": Player("chance", always_the_same),
            "sn": Player("sn", by_pitch),
        }
    )
    count = 400
    plan = Plan(
        tuple(players.players),
        pieces=(pieces,),
        gaps_s=(0.0,),
        disguises=(False,),
        puzzles_per_song=count,
        total_s=pieces,
    )
    played = play(song, plan, players)

    for name in ("sen", "chance"):
        right = sum(outcome.exact for outcome in of(played, name))
        assert binomtest(right, count, 1 / ways).pvalue > 0.01
        assert binomtest(right, count, 2 / ways).pvalue < 0.001
        shares = [outcome.pair_accuracy for outcome in of(played, name)]
        assert np.mean(shares) == pytest.approx(1 / pieces, abs=0.05)
    assert all(outcome.exact for outcome in of(played, "sn"))


def test_who_hears_the_order_is_always_right_and_who_turns_it_round_never(tmp_path: Path) -> None:
    song = song_at(write_song(tmp_path / "song.wav", 6.0))
    players = FakePlayers({"sen": Player("sen", by_pitch), "sn": Player("sn", falling)})
    plan = Plan(("sen", "sn"), pieces=(3, 4), gaps_s=(0.0, 0.5), puzzles_per_song=1, total_s=4.0)
    watch = Counter()
    played = play(song, plan, players, watch)

    assert played.left_out is None
    assert len(played.outcomes) == watch.answers == 2 * 2 * 2 * 2
    assert all(outcome.exact for outcome in of(played, "sen"))
    assert all(outcome.pair_accuracy == 1.0 for outcome in of(played, "sen"))
    assert not any(outcome.joins for outcome in of(played, "sn"))
    assert {outcome.seconds for outcome in played.outcomes} == {1.0}


def test_nobody_is_asked_about_a_game_that_they_do_not_play(tmp_path: Path) -> None:
    song = song_at(write_song(tmp_path / "song.wav"))
    plan = Plan(("segue", "chance"), pieces=(3,), gaps_s=(0.0,), puzzles_per_song=1)
    asked = questions(song, plan, {"segue": "", "chance": ""})
    assert {each.opponent for each in asked} == {"chance"}
    medley = replace(song, parts=((0.0, 5.0), (5.0, 10.0), (10.0, 15.0)))
    asked = questions(medley, replace(plan, games=("medley",)), {"segue": "", "chance": ""})
    assert {each.opponent for each in asked} == {"segue", "chance"}


def test_everybody_gets_the_same_sound_whoever_else_plays(tmp_path: Path) -> None:
    song = song_at(write_song(tmp_path / "song.wav"))
    plan = Plan(("sen", "sn"), pieces=(3,), gaps_s=(0.25,), puzzles_per_song=2, total_s=3.0)
    both = FakePlayers({name: Player(name, by_pitch) for name in ("sen", "sn")})
    alone = FakePlayers({"waveform": Player("waveform", by_pitch)})
    play(song, plan, both)
    play(song, Plan(("waveform",), (3,), (0.25,), puzzles_per_song=2, total_s=3.0), alone)

    heard = [player.given for player in (*both.players.values(), *alone.players.values())]
    assert len(heard[0]) == 4
    for puzzles in zip(*heard, strict=True):
        for pieces in zip(*puzzles, strict=True):
            assert np.array_equal(pieces[0].samples, pieces[1].samples)
            assert np.array_equal(pieces[0].samples, pieces[2].samples)


def test_plain_pieces_are_those_of_the_game_and_disguised_ones_are_not(tmp_path: Path) -> None:
    song = song_at(write_song(tmp_path / "song.wav"))
    plan = Plan(("sen",), pieces=(3,), gaps_s=(0.25,), puzzles_per_song=1, total_s=3.0)
    players = FakePlayers({"sen": Player("sen", by_pitch)})
    play(song, plan, players)
    plain, disguised = players.players["sen"].given

    deal = Deal("jigsaw", 3, 0.25, 0)
    seed = plan.puzzle_seed(song.recording_id, deal)
    puzzle, window = make_puzzle_from_file(song.path, plan.settings(deal), seed)
    expected = {piece.samples.tobytes() for piece in pieces_of(puzzle, window)}
    assert {piece.samples.tobytes() for piece in plain} == expected
    loudness_db = [
        10 * np.log10(np.mean(b.samples**2) / np.mean(a.samples**2))
        for a, b in zip(plain, disguised, strict=True)
    ]
    assert np.abs(loudness_db).max() < 12.0
    assert np.ptp(loudness_db) > 0.1


def test_a_composed_medley_is_dealt_alike_whoever_coded_it(tmp_path: Path) -> None:
    parts = tuple((5.0 * number, 5.0 * (number + 1)) for number in range(6))
    plan = Plan(("sen",), pieces=(6,), puzzles_per_song=9, games=("medley",), disguises=(False,))
    found = []
    for subtype in ("PCM_16", "PCM_24"):
        path = write_song(tmp_path / subtype / "medley.wav", 30.0)
        samples, rate_hz = soundfile.read(path)
        soundfile.write(path, samples, rate_hz, subtype=subtype)
        song = Song(path, recording_id(path), "somebody", parts)
        played = play(song, plan, FakePlayers({"sen": Player("sen", always_the_same)}))
        found.append([outcome.joins for outcome in played.outcomes])
    assert found[0] == found[1]
    assert len(set(found[0])) > 1


def test_a_song_too_short_for_some_puzzles_plays_the_others(tmp_path: Path) -> None:
    song = song_at(write_song(tmp_path / "song.wav", 4.0))
    plan = Plan(("sen",), pieces=(3,), gaps_s=(0.0, 1.0), puzzles_per_song=2, total_s=3.0)
    watch = Counter()
    played = play(song, plan, FakePlayers({"sen": Player("sen", by_pitch)}), watch)
    assert [outcome.gap_s for outcome in played.outcomes] == [0.0] * 4
    assert watch.answers == 8
    assert str(played.left_out) == (
        f"{song.path}: lasts 4.0 s, but this puzzle needs 5.0 s of it (2 puzzles are left out)"
    )


def test_a_file_without_sound_is_left_out_with_its_reason(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"no sound at all" * 9)
    plan = Plan(("sen",), pieces=(3,), gaps_s=(0.0,), puzzles_per_song=2)
    watch = Counter()
    played = play(song_at(broken), plan, FakePlayers({"sen": Player("sen", by_pitch)}), watch)
    assert played.outcomes == ()
    assert watch.answers == 4
    assert str(played.left_out).startswith(f"{broken}: ")
    assert str(played.left_out).endswith("(the file is left out)")


def test_sections_of_a_song_are_found_once_and_played_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = song_at(write_song(tmp_path / "song.wav", 40.0))
    asked = []

    def sections(clip: Clip, *, check: object) -> tuple[Section, ...]:
        asked.append(clip.duration_s)
        return tuple(Section(9.0 * k, 9.0 * k + 8.0, k) for k in range(4))

    monkeypatch.setattr("trainer.evaluate.play.find_song_sections", sections)
    plan = Plan(("sen",), (3, 4, 6, 8), (0.0,), (False,), puzzles_per_song=2, games=("sequencing",))
    players = FakePlayers({"sen": Player("sen", by_pitch)})
    played = play(song, plan, players)
    assert len(asked) == 1
    got = {(each.game, each.pieces, each.gap_s, each.exact) for each in played.outcomes}
    assert got == {("sequencing", 3, None, True), ("sequencing", 4, None, True)}
    assert len(played.outcomes) == 4
    # Pieces last 5 s: the next section starts 9 s later, and 4 s lie between.
    assert {piece.duration_s for piece in players.players["sen"].given[-1]} == {5.0}
    assert played.left_out is not None
    assert (played.left_out.puzzles, played.left_out.usual) == (2, True)


def test_a_medley_is_good_for_nothing_else(tmp_path: Path) -> None:
    song = song_at(write_song(tmp_path / "song.wav", 15.0))
    medley = replace(song, parts=((0.0, 5.0), (5.0, 10.0), (10.0, 15.0)))
    plan = Plan(("sen",), (3, 4), (0.0,), (True,), 2, 4.0, games=("jigsaw", "medley"))
    players = FakePlayers({"sen": Player("sen", by_pitch)})
    played = play(medley, plan, players)
    assert [each.deal for each in played.outcomes] == [
        Deal("medley", 3, None, number) for number in range(2)
    ]
    assert all(each.exact for each in played.outcomes)
    assert {each.game for each in play(song, plan, players).outcomes} == {"jigsaw"}


def test_play_stops_when_it_is_told_to(tmp_path: Path) -> None:
    song = song_at(write_song(tmp_path / "song.wav"))
    plan = Plan(("sen",), pieces=(3,), gaps_s=(0.0,), puzzles_per_song=4, total_s=3.0)
    watch = Counter(patience=3)
    with pytest.raises(CancelledError):
        play(song, plan, FakePlayers({"sen": Player("sen", by_pitch)}), watch)
    assert watch.answers == 3


def test_only_what_is_asked_is_played(tmp_path: Path) -> None:
    song = song_at(write_song(tmp_path / "song.wav"))
    plan = Plan(("sen",), pieces=(3,), gaps_s=(0.0,), puzzles_per_song=3, total_s=3.0)
    players = FakePlayers({"sen": Player("sen", by_pitch)})
    todo = list(questions(song, plan, players.digests()))[1:4:2]
    played = play_song(song, todo, plan, players, Counter())
    assert [outcome.asked for outcome in played.outcomes] == todo
