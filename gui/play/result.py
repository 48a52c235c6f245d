"""The result: both orders against the truth, the scores, the winner, the song."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEasingCurve, QPoint, QRect, QVariantAnimation, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from musicpuzzle.games.puzzle import letters
from musicpuzzle.games.round import Round
from musicpuzzle.games.score import PAIR_POINTS, Result, Verdict, winner
from musicpuzzle.play.hints import Hint

from ..cascade import Cascade
from ..context import Context
from ..motion import COUNT_MS, DEAL_MS, duration_ms
from ..shortcuts import add_action, with_key
from ..sound import PlayState
from ..widgets import button, label
from .deal import Deal
from .focus import next_spot
from .keys import Direction
from .play_button import PlayButton
from .result_row import ResultRow
from .rival import Answer
from .scoring import scored
from .words import JUDGE

TRUTH, PERSON, RIVAL = "truth", "you", "rival"
JUDGE_WIDTH = 620


def seconds_words(seconds: float) -> str:
    """Words such as "0.4 s" or "1:05 min"."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d} min"


def headline(person: Result, rival: Result | None, rival_name: str, verdict: Verdict) -> str:
    """Who won, in one sentence."""
    if rival is None:
        if verdict.exact:
            return "All in the right order!"
        return f"You found {sum(verdict.joins)} of {len(verdict.joins)} joins."
    if winner(person, rival) == "draw":
        return "A draw."
    you_won = winner(person, rival) == "person"
    if person.points == rival.points:
        tie = "with the same points, but quicker"
        return f"You win {tie}!" if you_won else f"{rival_name} wins {tie}."
    return "You win!" if you_won else f"{rival_name} wins."


def song_words(deal: Deal) -> str:
    """What was played, in one sentence."""
    titles = [f"“{title}”" for title in dict.fromkeys(song.title for song in deal.songs)]
    if len(titles) < 2:
        return f"The song was “{deal.song.title}”."
    return f"The songs were {', '.join(titles[:-1])} and {titles[-1]}."


def note_words(deal: Deal, verdict: Verdict, seconds: float, hints: Sequence[Hint] = ()) -> str:
    """What stands under a player's points."""
    cost = sum(hint.cost for hint in hints)
    paid = f", hints −{cost}" if cost else ""
    if deal.judge is not None:
        share = verdict.points / PAIR_POINTS
        if share == 1.0:
            return f"The best order there is, {seconds_words(seconds)}"
        return f"Better than {100 * share:.0f}\u00a0% of orders, {seconds_words(seconds)}"
    joins = f"{sum(verdict.joins)} of {len(verdict.joins)} joins"
    return f"{joins}, {seconds_words(seconds)}{paid}"


class ResultView(QWidget):
    """Three rows under each other.

    Attributes:
        headline: who won, in one sentence.
        song: what was played, in one sentence.
    """

    new_wanted = Signal()
    again_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._deal: Deal | None = None
        self._all_rows = {key: self._make_row(key) for key in (PERSON, RIVAL, TRUTH)}
        self.rows: dict[str, ResultRow] = {}
        self._unveiling = Cascade(self)
        self._points: dict[str, int] = {}
        self.headline = ""
        self.song = ""
        self.new = button("New puzzle", tip=with_key("New puzzle", "new"), kind="main")
        self.new.clicked.connect(self.new_wanted)
        self.again = button("Again", tip=with_key("Play the same puzzle again", "again"))
        self.again.clicked.connect(self.again_wanted)
        self.review = button("Review", tip=with_key("Why each join is right or wrong", "review"))
        self.review.clicked.connect(self.review_wanted)
        add_action(self, "review", self.review.click)
        tip = "Play the uncut song, or stop it"
        self.play_song = PlayButton(
            context.theme, play="Play the song", stop="Stop the song", tip=tip
        )
        self.play_song.clicked.connect(self._toggle_song)
        self.run = label("", "muted")
        self.judge = label(JUDGE, "note", wrap=True)
        self.judge.setMaximumWidth(context.theme.sizes.px(JUDGE_WIDTH))
        self.judge.setContentsMargins(0, 0, 0, 8)
        self._lay_out()
        self._count = QVariantAnimation(self)
        self._count.setStartValue(0.0)
        self._count.setEndValue(1.0)
        self._count.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._count.valueChanged.connect(self._show_points)

    def show_result(
        self,
        deal: Deal,
        round_: Round,
        answer: Answer,
        rival_name: str,
        pictures: Sequence[QImage],
        *,
        hints: tuple[Hint, ...] = (),
        sounds: bool = True,
    ) -> None:
        """Show a finished round and let the song play in its true order, if it has one.

        Args:
            sounds: whether anything is to be heard.
        """
        self._clear()
        self._deal = deal
        verdict, result = scored(deal, round_, hints)
        rows = [(PERSON, "You", round_.order, verdict, result, hints)]
        rival_result = None
        if answer.round is not None:
            rival_verdict, rival_result = scored(deal, answer.round)
            rows.append((RIVAL, rival_name, answer.round.order, rival_verdict, rival_result, ()))
        for key, name, order, judged, worth, taken in rows:
            row = self._show_row(key, name, deal, order, judged.joins)
            row.note.setText(note_words(deal, judged, worth.seconds, taken))
            self._points[key] = worth.points
        self._show_truth(deal)
        for key, row in self._all_rows.items():
            row.setVisible(key in self.rows)
        if pictures:
            self.set_pictures(pictures)
        self.run.setText("")
        self.headline = headline(result, rival_result, rival_name, verdict)
        if not deal.puzzle.has_truth and rival_result is None:
            self.headline = f"{result.points} points from the judge."
        failed = f" {rival_name} could not play." if answer.failure else ""
        self.song = f"{song_words(deal)}{failed}"
        self._move(deal.puzzle.n)
        if sounds:
            self.sound()

    def _show_truth(self, deal: Deal) -> None:
        """The right order, the song and the review where there is one; else what the judge does."""
        has_truth = deal.puzzle.has_truth
        if has_truth:
            truth = deal.puzzle.truth
            row = self._show_row(TRUTH, "Truth", deal, truth, (True,) * (len(truth) - 1))
            row.note.setText("The song as it is")
        for widget in (self.play_song, self.review):
            widget.setVisible(has_truth)
            widget.setEnabled(has_truth)
        self.judge.setVisible(not has_truth)

    def _move(self, n: int) -> None:
        settings = self._context.settings
        # From left to right: first paints of all at once would keep the window from answering.
        columns = [partial(self._unveil, place) for place in range(n)]
        self._unveiling.start(columns, duration_ms(settings, DEAL_MS))
        self._count.setDuration(duration_ms(settings, COUNT_MS))
        self._count.stop()
        self._count.start()

    def sound(self) -> None:
        """Play the uncut window; without a true order, the person's row."""
        if self._deal is not None and not self._deal.puzzle.has_truth:
            self._play_row(PERSON)
        elif self._deal is not None:
            self._context.player.play_song(self._deal.window.samples, self._deal.song.title)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """Everything that can have the focus, row by row."""
        rows = [widget for row in self.rows.values() for widget in (row.play, *row.tiles)]
        return *rows, self.play_song, self.review, self.again, self.new

    def move_focus(self, direction: Direction) -> None:
        """Go to the next tile in a direction, from anywhere else to the first."""
        tiles = [tile for row in self.rows.values() for tile in row.tiles]
        focused = self.focusWidget()
        if not tiles:
            return
        if focused not in tiles:
            tiles[0].setFocus()
            return
        spots = [QRect(tile.mapTo(self, QPoint(0, 0)), tile.size()) for tile in tiles]
        tiles[next_spot(spots, tiles.index(focused), direction)].setFocus()

    def show_state(self, state: PlayState) -> None:
        """Let the play lines run."""
        self.play_song.show_sounding(state.playing and state.kind == "song")
        for row in self.rows.values():
            row.show_state(state)
        if state.kind == "song" and self._deal is not None and TRUTH in self.rows:
            puzzle = self._deal.puzzle
            sample = round(state.position_s * puzzle.sample_rate_hz)
            self.rows[TRUTH].show_song_piece(*puzzle.piece_at(sample))

    def set_pictures(self, pictures: Sequence[QImage]) -> None:
        """Pictures that came late."""
        for row in self.rows.values():
            row.set_pictures(pictures)

    def _make_row(self, key: str) -> ResultRow:
        row = ResultRow(self._context.theme, key=key, counts=key != TRUTH)
        row.row_wanted.connect(self._play_row)
        row.listen_wanted.connect(self._listen)
        return row

    def _show_row(
        self, key: str, name: str, deal: Deal, order: Sequence[int], joins: Sequence[bool]
    ) -> ResultRow:
        row = self.rows[key] = self._all_rows[key]
        row.show_order(
            name,
            order,
            joins,
            has_truth=deal.puzzle.has_truth,
            durations_s=[clip.duration_s for clip in deal.pieces],
        )
        return row

    def _unveil(self, place: int) -> None:
        for row in self.rows.values():
            row.tiles[place].unveil()

    def _clear(self) -> None:
        for row in self.rows.values():
            row.points.setText("")
        self.rows, self._points = {}, {}

    def _show_points(self, share: float) -> None:
        for key, points in self._points.items():
            self.rows[key].points.setText(f"{round(points * share)} points")

    def _toggle_song(self) -> None:
        if self.play_song.sounds:
            self._context.player.stop()
        else:
            self.sound()

    def _play_row(self, key: str) -> None:
        if self._deal is None:
            return
        if self.rows[key].play.sounds:
            self._context.player.stop()
            return
        pieces = self._deal.pieces
        items = [((key, piece), pieces[piece].samples) for piece in self.rows[key].order]
        names = {PERSON: "Your row", TRUTH: "The true order"}
        self._context.player.play_row(items, 0, names.get(key, "The opponent's row"))

    def _listen(self, key: str, piece: int) -> None:
        if self._deal is None:
            return
        row = self.rows[key]
        if self._context.player.state().playing and row.tiles[row.order.index(piece)].is_playing:
            self._context.player.stop()
            return
        samples = self._deal.pieces[piece].samples
        name = letters(len(self._deal.pieces))[piece]
        self._context.player.play_piece((key, piece), samples, f"Piece {name}")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.play_song)
        buttons.addSpacing(8)
        buttons.addWidget(self.run, 1)
        buttons.addWidget(self.review)
        buttons.addWidget(self.again)
        buttons.addWidget(self.new)
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        for row in self._all_rows.values():
            self._list.addWidget(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._list, 100)
        layout.addSpacing(16)
        layout.addWidget(self.judge)
        layout.addLayout(buttons)
        # Takes what is left where the rows have their full height already.
        layout.addStretch(1)
