"""Jazz swing and blues shuffle."""

from __future__ import annotations

from ..style import HELD, Bass, Drums, Layer, Style, patterns

SWING = Style(
    name="jazz swing", metre_name="4/4", tempo=(116, 176), family="jazz", colour="seventh",
    feel="swing",
    leads=("Muted Trumpet", "Tenor Sax", "Clarinet", "Jazz Guitar", "Acoustic Grand Piano"),
    counters=("Vibraphone", "Clarinet", "Trombone"), counter="answers", swing=(1.0, 0.63),
    looseness_s=0.008, drag_s={"lead": 0.014, "bass": -0.002, "chords": 0.004}, room_s=1.2,
    drums=Drums(
        "Jazz Kit",
        {
            "verse": (
                """
                ride  x... X.o. x... X.o.
                pedal .... x... .... x...
                kick  g... g... g... g...
                snare .... ..g. .... ..g.  .... .... ..g. ....
                """,
            ),
            "chorus": (
                """
                ride  X... X.x. X... X.x.
                pedal .... x... .... x...
                kick  g... g... g... g.o.
                snare ..g. ..o. .... ..g.  .... ..g. ..o. ....
                """,
            ),
            "bridge": (
                """
                bell  x... x.x. x... x.x.
                pedal .... x... .... x...
                rim   .... .... .... x...
                kick  o... .... .... ..o.
                """,
            ),
        },
        "jazz", level_db=-4.0,
    ),
    bass=Bass(
        ("Acoustic Bass",),
        patterns(verse="R--- ---- 5--- ----"),
        level_db=-2.0, touch=0.95, walking=1.0,
    ),
    layers=(
        Layer(
            "piano", "chords", ("Acoustic Grand Piano", "Electric Piano 1"),
            patterns(
                verse=(
                    "x-.. ..x- .... ....  .... ..x- .... ....",
                    "..x- .... ..x- ....  .... ..x- --.. ....",
                ),
                chorus="x--. ..x- ..x- ....  ..x- --.. .... x-..",
                bridge="x--- ---- ..x- ----",
            ),
            low=52, high=74, voices=4, level_db=-6.5, pan=-0.35, room=0.25,
        ),
        Layer(
            "guitar", "arpeggio", ("Jazz Guitar", "Nylon Guitar"),
            patterns(verse="d... d... d... d...", bridge="d... D... d... D..."),
            low=48, high=67, voices=4, level_db=-9.5, pan=0.45, enters=0.5, touch=0.8,
            strum_s=0.005,
        ),
        Layer(
            "vibes", "pad", ("Vibraphone", "Drawbar Organ"),
            HELD,
            low=60, high=81, voices=3, level_db=-12.0, pan=0.2, room=0.45, enters=0.8, touch=1.0,
        ),
    ),
)  # fmt: skip

BLUES = Style(
    name="blues shuffle", metre_name="4/4", tempo=(128, 148), family="blues", colour="seventh",
    feel="riff", leads=("Overdriven Guitar", "Harmonica", "Alto Sax"),
    counters=("Drawbar Organ", "Clean Electric Guitar"), counter="answers", swing=(1.0, 0.66),
    looseness_s=0.009, drag_s={"lead": 0.012, "drums": 0.002}, ornaments="blues", room_s=1.0,
    drums=Drums(
        "Standard Kit",
        {
            "verse": (
                """
                kick  x... ..x. x... ....
                snare .... X... .... X...
                hat   x.o. x.o. x.o. x.o.
                """,
            ),
            "chorus": (
                """
                kick  x... ..x. x... ..x.
                snare .... X.g. .... X.g.
                ride  x.o. x.o. x.o. x.o.
                """,
            ),
            "bridge": (
                """
                kick  x... .... x... ....
                rim   .... x... .... x...
                ride  x... x.o. x... x.o.
                """,
            ),
        },
        "jazz",
    ),
    bass=Bass(
        ("Fingered Bass", "Acoustic Bass"),
        patterns(
            verse=("R-R- 3-3- 5-5- 6-5-", "R--- 3--- 5--- 6-a-"),
            chorus=("R-3- 5-6- 7-6- 5-3-", "R-R- 3-5- 6-7- 6-a-"),
            bridge="R--- --5- R--- 5-a-",
            intro="R--- 3--- 5--- 6---",
        ),
        level_db=-2.0,
    ),
    layers=(
        Layer(
            "guitar", "chords", ("Clean Electric Guitar", "Jazz Guitar"),
            patterns(
                verse=("..x- ..x- ..x- ..x-", "x-.. x-x- x-.. x-x-"),
                chorus="X-x- x-x- X-x- x-x-",
                bridge="x--- ---- ..x- ....",
            ),
            low=50, high=70, voices=3, level_db=-7.0, pan=-0.4, touch=0.7, strum_s=0.008,
        ),
        Layer(
            "piano", "arpeggio", ("Acoustic Grand Piano", "Electric Piano 1"),
            patterns(
                verse=("3-2- ..1- ..2- ..x-  .... ..x- ..x- ....", "..x- .... ..x- ..0-"),
                chorus="x-.3 2-.. x-x- ..1-",
            ),
            low=57, high=77, voices=4, level_db=-8.0, pan=0.4, enters=0.5,
        ),
        Layer(
            "organ", "pad", ("Drawbar Organ", "Rock Organ"),
            patterns(verse="x--- ---- ---- ----", chorus="x--- ---- --x- ----"),
            low=55, high=74, voices=3, level_db=-11.5, pan=0.05, room=0.3, enters=0.48, touch=1.0,
        ),
    ),
)  # fmt: skip
STYLES = (SWING, BLUES)
