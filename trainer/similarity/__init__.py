"""How the similarity network learns and is measured."""
