"""How the models learn and how they are measured."""
