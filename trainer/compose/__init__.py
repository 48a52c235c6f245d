"""The composer: songs from rules and a seed, rendered part by part with FluidSynth."""

GENERATOR_VERSION = "1.1"
PLAIN_VERSION = "1.0"  # of songs whose players repeat every bar
