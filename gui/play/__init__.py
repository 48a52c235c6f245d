"""The Play page: a jigsaw of a real song, for a person and an opponent."""
