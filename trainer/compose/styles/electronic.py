"""House and cinematic ambient."""

from __future__ import annotations

from ..style import HELD, Bass, Drums, Layer, Style, patterns

HOUSE = Style(
    name="house", metre_name="4/4", tempo=(118, 130), family="loop", colour="ninth",
    feel="syncopated", leads=("Saw Lead", "Synth Strings 1", "Electric Piano 2"),
    counters=("Calliope Lead", "Square Lead"), counter="answers", looseness_s=0.002, lift=True,
    room_s=1.6,
    drums=Drums(
        "Electronic Kit",
        {
            "intro": (
                """
                kick  X... X... X... X...
                hat   ..x. ..x. ..x. ..x.
                """,
            ),
            "verse": (
                """
                kick  X... X... X... X...
                clap  .... x... .... x...
                open  ..x. ..x. ..x. ..x.
                hat   o..o o..o o..o o..o
                """,
            ),
            "chorus": (
                """
                kick  X... X... X... X...
                clap  .... X... .... X...
                open  ..x. ..x. ..x. ..x.
                hat   oxox oxox oxox oxox
                shaker xoxo xoxo xoxo xoxo
                conga ...x ..x. ...x ..xx
                """,
            ),
            "bridge": (
                """
                clap  .... x... .... x...
                shaker xoxo xoxo xoxo xoxo
                """,
            ),
        },
        "electronic", enters=0.3,
    ),
    bass=Bass(
        ("Synth Bass 1", "Synth Bass 2"),
        patterns(
            intro="R--- ---- ---- ----",
            verse=("..R- ..R- ..R- ..R-", "R..R ..R. .R.. R.8."),
            chorus=("R-8- R-8- R-8- R-8-", "..R8 ..R8 ..R8 ..5a"),
            bridge="R--- ---- ---- ----",
        ),
        level_db=-2.0, enters=0.4, touch=0.75,
    ),
    layers=(
        Layer(
            "stabs", "chords", ("Acoustic Grand Piano", "Electric Piano 2", "Polysynth Pad"),
            patterns(
                verse=("x..x ..x. ..x. .x..", "..x. ..x. .x.. x..."),
                chorus=("X..x ..X. .x.x ..x.", "X.x. .x.. X.x. .x.x"),
                bridge="x--- ---- ---- ----",
            ),
            low=55, high=76, voices=4, level_db=-5.0, pan=-0.2, room=0.3, touch=0.7,
        ),
        Layer(
            "sequence", "arpeggio", ("Polysynth Pad", "Square Lead", "Saw Lead"),
            patterns(
                verse=("0.20 .301 .20. 1.3.", "0123 .210 3.21 .12."),
                chorus="0123 1230 2301 3210",
                bridge="0... 1... 2... 3...",
            ),
            low=57, high=79, voices=4, level_db=-10.0, pan=0.45, room=0.4, touch=0.6,
        ),
        Layer(
            "pad", "pad", ("Warm Pad", "Synth Strings 1", "Sweep Pad"),
            HELD,
            low=57, high=79, voices=3, level_db=-9.5, room=0.5, enters=0.48, touch=1.0,
        ),
    ),
)  # fmt: skip

AMBIENT = Style(
    name="cinematic ambient", metre_name="4/4", tempo=(62, 80), family="loop", colour="ninth",
    feel="wide", leads=("Cello", "Pan Flute", "French Horn", "Violin", "Choir Aahs"),
    counters=("Celesta", "Oboe", "French Horn"), looseness_s=0.012, room_s=3.2,
    counter_level_db=-4.0,
    drums=Drums(
        "Orchestra Kit",
        {
            "verse": (
                """
                floor x... .... .... ....
                """,
            ),
            "chorus": (
                """
                floor X... ..o. ..x. ....  X... ..o. x.x. ..oo
                low   .... .... .... ....  .... .... .... x...
                """,
            ),
            "bridge": (
                """
                floor o... .... .... ....
                """,
            ),
        },
        "low", enters=0.6, level_db=-5.0,
    ),
    bass=Bass(
        ("Fretless Bass", "Acoustic Bass"),
        patterns(verse="R--- ---- ---- ----", chorus="R--- ---- R--- --5-"),
        level_db=-4.0, touch=1.0,
    ),
    layers=(
        Layer(
            "piano", "arpeggio", ("Acoustic Grand Piano", "Harp", "Celesta"),
            patterns(
                verse=("0... 1... 2... 3...", "0.1. 2... 3.2. 1..."),
                chorus="0.1. 2.3. 4.3. 2.1.",
                bridge="0... 2... 1... 3...",
            ),
            low=52, high=79, voices=4, level_db=-4.5, pan=-0.2, room=0.6, ring=True,
        ),
        Layer(
            "strings", "chords", ("String Ensemble 2", "String Ensemble 1"),
            patterns(verse="x--- ---- ---- ----", chorus="x--- ---- x--- ----"),
            low=50, high=74, voices=4, level_db=-5.5, pan=0.15, room=0.6, enters=0.3, touch=1.0,
        ),
        Layer(
            "choir", "pad", ("Choir Aahs", "Choir Pad", "New Age Pad"),
            HELD,
            low=57, high=77, voices=3, level_db=-9.0, pan=-0.1, room=0.7, enters=0.6, touch=1.0,
        ),
    ),
)  # fmt: skip
STYLES = (HOUSE, AMBIENT)
