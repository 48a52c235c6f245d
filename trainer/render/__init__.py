"""Composed by people, played by the synthesiser: folders of MIDI become folders of songs."""
