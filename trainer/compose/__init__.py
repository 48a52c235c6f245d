"""The composer: songs from rules and a seed, rendered part by part with FluidSynth."""

GENERATOR_VERSION = "1.0"
