"""A person judges which of two songs is more like a third, and is held against the model."""
