"""Bossa nova, salsa and tango."""

from __future__ import annotations

from ..style import HELD, Bass, Drums, Layer, Style, patterns

BOSSA = Style(
    name="bossa nova", metre_name="4/4", tempo=(112, 146), family="jazz", colour="ninth",
    feel="syncopated", leads=("Flute", "Nylon Guitar", "Alto Sax", "Vibraphone", "Trombone"),
    counters=("Clarinet", "Flute", "Cello"), looseness_s=0.006, drag_s={"lead": 0.01},
    drums=Drums(
        "Standard Kit",
        {
            "verse": (
                """
                kick  x... ..x. x... ..x.
                rim   x... ..x. .... x...  .... x... ..x. ....
                hat   x.o. x.o. x.o. x.o.
                """,
                """
                kick  o... ..x. o... ..x.
                rim   ..x. .... x... ..x.  .... x... x... ..x.
                shaker x.o. x.o. x.o. x.o.
                """,
            ),
            "chorus": (
                """
                kick  x... ..x. x... ..x.
                rim   x... ..x. .... x...  .... x... ..x. ....
                hat   x.o. x.o. x.o. x.o.
                shaker xooo xooo xooo xooo
                conga .... .... .... x.x.  .... ..x. .... x.x.
                """,
            ),
            "bridge": (
                """
                kick  x... ..x. x... ..x.
                ride  x... o.o. x... o.o.
                triangle .... x... .... x...
                """,
            ),
        },
        "soft", level_db=-4.0, crash=False,
    ),
    bass=Bass(
        ("Acoustic Bass", "Fretless Bass"),
        patterns(
            verse=("R--- --5- 5--- --n-", "R--- --5- 5--- --R-"),
            chorus=("R--- --5- 8--- --n-", "R-.R --5- 5--- --a-"),
            bridge="R--- ---- 5--- --n-",
        ),
        level_db=-2.5,
    ),
    layers=(
        Layer(
            "guitar", "chords", ("Nylon Guitar", "Jazz Guitar"),
            patterns(
                verse=("x-.x --.x --.. x-..  ..x- -.x- -.x- ----", "x--. x--. ..x- -.x-"),
                chorus="x--x --x- --x- -x--",
                bridge="x--- --x- ..x- ----",
            ),
            low=50, high=69, voices=4, level_db=-4.5, pan=-0.3, touch=0.9, strum_s=0.006,
        ),
        Layer(
            "keys", "pad", ("Electric Piano 1", "String Ensemble 2", "Warm Pad"),
            HELD,
            low=55, high=77, voices=4, level_db=-11.0, pan=0.25, room=0.45, enters=0.5, touch=1.0,
        ),
        Layer(
            "harp", "arpeggio", ("Vibraphone", "Acoustic Grand Piano", "Harp"),
            patterns(
                verse=("..0. 2.3. .... ....  .... .... ..2. 3...", ".... ..1. ..2. 3..."),
                chorus="..0. 2.3. ..2. 3...",
            ),
            low=60, high=81, voices=4, level_db=-10.0, pan=0.4, room=0.4, enters=0.6, ring=True,
        ),
    ),
)  # fmt: skip

SALSA = Style(
    name="salsa", metre_name="4/4", tempo=(154, 190), family="loop", colour="seventh",
    feel="syncopated", leads=("Trumpet", "Flute", "Trombone", "Brass Section"),
    counters=("Trombone", "Alto Sax"), counter="answers", looseness_s=0.006,
    drag_s={"chords": -0.004}, room_s=1.2,
    drums=Drums(
        "Standard Kit",
        {
            "verse": (
                """
                claves x... ..x. .... x...  .... x... x... ....
                conga  g.g. .... g.g. ....  g.g. .... g.g. ....
                slap   .... x... .... ....  .... x... .... ....
                tumba  .... .... .... x.x.  .... .... .... x.x.
                timbale x... x.x. ..x. x.x.  x.x. ..x. x... x.x.
                """,
            ),
            "chorus": (
                """
                claves x... ..x. .... x...  .... x... x... ....
                cowbell X... x.x. X.x. x.x.  X... x.x. X.x. x.x.
                conga  g.g. .... g.g. x...  g.g. .... g.g. ....
                slap   .... x... .... ....  .... x... .... ....
                tumba  .... .... .... ..x.  .... .... .... x.x.
                kick   .... ..x. .... ..x.  .... ..x. .... ..x.
                """,
            ),
            "bridge": (
                """
                claves x... ..x. .... x...  .... x... x... ....
                shaker x.o. x.o. x.o. x.o.  x.o. x.o. x.o. x.o.
                tumba  .... .... .... x.x.  .... .... .... x.x.
                """,
            ),
        },
        "latin", level_db=-3.0,
    ),
    bass=Bass(
        ("Acoustic Bass", "Fretless Bass"),
        patterns(
            verse=("---- --5- ---- n---", "---- --5- ---- 8---"),
            chorus=("---- --5- ---- n---", "--R- --5- ---- n---"),
            bridge="R--- --5- 8--- n---",
        ),
        level_db=-2.0,
    ),
    layers=(
        Layer(
            "montuno", "chords", ("Acoustic Grand Piano",),
            patterns(
                verse=(
                    "X... 2.1. ..x. ..1.  ..x. ..1. ..x. ..2.",
                    "0.2. ..x. ..1. ..x.  ..2. ..x. ..1. ..x.",
                ),
                chorus="X... x.1. ..X. ..2.  ..X. ..1. ..X. x.2.",
                bridge="x--- --x- ..x- ----",
            ),
            low=57, high=79, voices=4, level_db=-5.0, pan=-0.3, room=0.25, touch=0.75,
        ),
        Layer(
            "brass", "pad", ("Brass Section", "Synth Strings 1"),
            patterns(
                verse="x--- ---- ---- ....",
                chorus=(
                    "x-.x .... ..x- ....  .... ..x- x-.. ....",
                    "..x- ..x- .... ....  x--- --.. .... ....",
                ),
                bridge="x--- ---- ---- ----",
            ),
            low=57, high=77, voices=4, level_db=-7.5, pan=0.25, room=0.35, enters=0.5,
        ),
        Layer(
            "guitar", "arpeggio", ("Nylon Guitar", "Steel Guitar"),
            patterns(verse="0.2. 1.2. 3.2. 1.2."),
            low=52, high=74, voices=4, level_db=-11.0, pan=0.5, enters=0.6,
        ),
    ),
)  # fmt: skip

TANGO = Style(
    name="tango", metre_name="4/4", tempo=(108, 132), family="classical", colour="triad",
    feel="tango", leads=("Tango Accordion", "Violin"), counters=("Violin", "Viola", "Cello"),
    counter="guide", looseness_s=0.009, drag_s={"lead": 0.01}, room_s=1.5,
    bass=Bass(
        ("Acoustic Bass",),
        patterns(
            verse=("R--- R--- 5--- R-a-", "R-.. 5-.. R-.. 5-.."),
            chorus=("R--R --R- R--R --a-", "R-.. R-.. R-.. 5-a-"),
            bridge="R--- ---- 5--- ----",
        ),
        level_db=-2.0, touch=0.75,
    ),
    layers=(
        Layer(
            "piano", "chords", ("Acoustic Grand Piano",),
            patterns(
                verse=("X... x... X... x...", "x..x ..x. X... x..."),
                chorus=("X..x ..x. X..x ..x.", "X... X... X... X.xx"),
                bridge="0.1. 2.1. 3.1. 2.1.",
            ),
            low=50, high=71, voices=4, level_db=-5.0, pan=-0.35, room=0.3, touch=0.5,
        ),
        Layer(
            "pizzicato", "arpeggio", ("Pizzicato Strings",),
            patterns(verse="..x. ..x. ..x. ..x.", chorus="x... x... x... x.x."),
            low=55, high=76, voices=3, level_db=-7.5, pan=0.4, room=0.45, enters=0.5,
        ),
        Layer(
            "strings", "pad", ("String Ensemble 1", "Tremolo Strings"),
            patterns(verse="x--- ---- ---- ----", chorus="x--- ---- x--- x---"),
            low=55, high=79, voices=3, level_db=-9.0, pan=0.15, room=0.5, enters=0.48, touch=1.0,
        ),
    ),
)  # fmt: skip
STYLES = (BOSSA, SALSA, TANGO)
