"""Baroque chamber music and a lullaby."""

from __future__ import annotations

from ..style import Bass, Drums, Layer, Style, patterns

BAROQUE = Style(
    name="baroque", metre_name="4/4", tempo=(84, 112), family="classical", colour="triad",
    feel="flowing", leads=("Oboe", "Violin", "Recorder", "Harpsichord"),
    counters=("Violin", "Recorder", "Oboe", "Bassoon"), counter="imitation", counter_level_db=-2.5,
    looseness_s=0.007, ornaments="baroque", density=1.35, room_s=2.0,
    bass=Bass(
        ("Cello", "Bassoon"),
        patterns(verse="R--- ---- 5--- ----"),
        level_db=-3.0, touch=0.9, walking=1.0,
    ),
    layers=(
        Layer(
            "harpsichord", "chords", ("Harpsichord",),
            patterns(
                verse=("x--- x--- x--- x---", "x--- 2-1- x--- 1-2-"),
                chorus=("0121 3121 0121 3121", "x-1- 2-1- x-2- 3-2-"),
                bridge="x--- ---- x--- ----",
            ),
            low=52, high=74, voices=4, level_db=-6.5, pan=-0.25, room=0.35, strum_s=0.02,
        ),
        Layer(
            "strings", "pad", ("String Ensemble 1",),
            patterns(verse="x--- ---- x--- ----", chorus="x--- x--- x--- x---"),
            low=52, high=74, voices=3, level_db=-9.0, pan=0.3, room=0.5, enters=0.5, touch=0.95,
        ),
        Layer(
            "pizzicato", "arpeggio", ("Pizzicato Strings", "Harp"),
            patterns(verse="0... 1... 2... 1...", chorus="0.1. 2.1. 0.1. 2.1."),
            low=48, high=69, voices=3, level_db=-11.0, pan=0.45, room=0.45, enters=0.6, leaves=0.95,
        ),
    ),
)  # fmt: skip

LULLABY = Style(
    name="lullaby", metre_name="6/8", tempo=(56, 72), family="folk", colour="seventh", feel="jig",
    leads=("Music Box", "Celesta", "Ocarina", "Harp"), counters=("Clarinet", "Cello", "Kalimba"),
    looseness_s=0.01, room_s=2.2, counter_level_db=-3.0,
    drums=Drums(
        "Brush Kit",
        {
            "verse": (
                """
                kick   o...........
                snare  ......g.....
                shaker o.g.g.o.g.g.
                """,
            ),
            "chorus": (
                """
                kick   x.....g.....
                snare  ......o...g.
                shaker x.o.o.x.o.o.
                triangle x........... ............
                """,
            ),
        },
        "soft", enters=0.6, level_db=-9.0, crash=False,
    ),
    bass=Bass(
        ("Acoustic Bass", "Fretless Bass"),
        patterns(verse=("R-----------", "R-----5-----"), chorus="R-----5---a-"),
        level_db=-3.5, touch=1.0,
    ),
    layers=(
        Layer(
            "harp", "arpeggio", ("Harp", "Nylon Guitar"),
            patterns(verse=("0.1.2.3.2.1.", "0.2.1.3.1.2."), chorus="0.1.2.3.4.3."),
            low=48, high=72, voices=4, level_db=-4.5, pan=-0.3, room=0.5, ring=True,
        ),
        Layer(
            "strings", "pad", ("String Ensemble 2", "Warm Pad"),
            patterns(verse="x-----------"),
            low=55, high=76, voices=3, level_db=-8.5, pan=0.15, room=0.6, enters=0.48, touch=1.0,
        ),
        Layer(
            "keys", "chords", ("Electric Piano 1", "Vibraphone"),
            patterns(verse="x-----o-----", chorus="x-----x-----"),
            low=57, high=76, voices=3, level_db=-9.0, pan=0.35, room=0.45, enters=0.6, ring=True,
        ),
    ),
)  # fmt: skip
STYLES = (BAROQUE, LULLABY)
