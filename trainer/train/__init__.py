"""How networks learn: batches, losses, validation, checkpoints."""
