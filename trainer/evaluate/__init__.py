"""How well the opponents of the games play, measured on songs nobody trained on."""
