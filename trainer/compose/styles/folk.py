"""Waltz and Celtic jig."""

from __future__ import annotations

from ..style import Bass, Drums, Layer, Style, patterns

WALTZ = Style(
    name="waltz", metre_name="3/4", tempo=(126, 176), family="classical", colour="triad",
    feel="three", leads=("Accordion", "Violin", "Clarinet", "Oboe"),
    counters=("Cello", "French Horn", "Clarinet"), looseness_s=0.009, room_s=1.8,
    drag_s={"chords": -0.008},  # a waltz hurries to its second beat a little
    drums=Drums(
        "Brush Kit",
        {
            "verse": (
                """
                kick  x... .... ....
                snare .... o... o...
                """,
            ),
            "chorus": (
                """
                kick  x... .... ....
                snare .... x... x...
                ride  x... o... o...
                triangle x... .... ....  .... .... ....
                """,
            ),
            "bridge": (
                """
                kick  o... .... ....
                ride  o... g... g...
                """,
            ),
        },
        "soft", enters=0.52, level_db=-6.0, crash=False,
    ),
    bass=Bass(
        ("Acoustic Bass",),
        patterns(
            verse=("R--- .... ....", "R--- .... ....  5--- .... ...."),
            chorus=("R--- ---- 5-a-  R--- 5--- a---", "R--- .... ....  5--- .... a---"),
            bridge="R--- ---- ----",
        ),
        level_db=-3.0,
    ),
    layers=(
        Layer(
            "chords", "chords", ("Acoustic Grand Piano", "Harp", "Nylon Guitar"),
            patterns(
                verse=(".... x... x...", "L... x... x..."),
                chorus="L... x... x...",
                bridge="0.1. 2.3. 2.1.",
            ),
            low=55, high=74, voices=3, level_db=-6.0, pan=-0.3, room=0.35, touch=0.7,
        ),
        Layer(
            "harp", "arpeggio", ("Harp", "Nylon Guitar", "Celesta"),
            patterns(verse=("0.1. 2.3. 2.1.", "0... 2... 3..."), chorus="0.12 3.4. 3.2."),
            low=52, high=76, voices=4, level_db=-8.5, pan=0.4, room=0.5, enters=0.5, ring=True,
        ),
        Layer(
            "strings", "pad", ("String Ensemble 1", "String Ensemble 2"),
            patterns(verse="x--- ---- ----"),
            low=55, high=79, voices=3, level_db=-9.0, pan=0.1, room=0.5, enters=0.6, touch=1.0,
        ),
    ),
)  # fmt: skip

JIG = Style(
    name="celtic jig", metre_name="6/8", tempo=(104, 124), family="folk", colour="triad",
    feel="jig", leads=("Fiddle", "Piccolo", "Accordion", "Recorder"),
    counters=("Flute", "Accordion", "Viola"), looseness_s=0.007, ornaments="celtic", density=1.6,
    lift=True, room_s=1.3,
    drums=Drums(
        "Standard Kit",
        {
            "verse": (
                """
                floor X.o.o.X.o.o.
                """,
                """
                floor X..oo.X.o.xo
                shaker x.o.o.x.o.o.
                """,
            ),
            "chorus": (
                """
                floor X.o.x.X.o.xo
                tambourine ....x.....x.
                kick  x.....x.....
                """,
            ),
            "bridge": (
                """
                floor x.....o...o.
                shaker x.o.o.x.o.o.
                """,
            ),
        },
        "folk", level_db=-4.0, crash=False,
    ),
    bass=Bass(
        ("Acoustic Bass", "Fretless Bass"),
        patterns(
            verse=("R-----5-----", "R---..5---a-"),
            chorus=("R---R-5---a-", "R-----8---5-"),
            bridge="R-----------",
        ),
        level_db=-2.5,
    ),
    layers=(
        Layer(
            "guitar", "chords", ("Steel Guitar", "Nylon Guitar"),
            patterns(
                verse=("D-..u-D-..u-", "D-d-u-D-d-u-"),
                chorus="D-u-d-D-u-d-",
                bridge="0.1.2.3.2.1.",
            ),
            low=48, high=69, voices=4, level_db=-5.5, pan=-0.35, room=0.2, touch=0.9, strum_s=0.014,
        ),
        Layer(
            "harp", "arpeggio", ("Harp", "Banjo"),
            patterns(verse="0.1.2.3.2.1.", chorus="0.2.1.3.2.4."),
            low=55, high=76, voices=4, level_db=-9.0, pan=0.45, room=0.4, enters=0.5, ring=True,
        ),
        Layer(
            "drone", "pad", ("String Ensemble 2", "Accordion"),
            patterns(verse="x-----------"),
            low=50, high=67, voices=2, level_db=-10.5, pan=0.1, room=0.4, enters=0.45, touch=1.0,
        ),
    ),
)  # fmt: skip
STYLES = (WALTZ, JIG)
