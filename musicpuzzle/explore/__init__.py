"""Songs by likeness: where they lie on a map, which are close, and what to do with them."""
