"""A person says which of two songs is more like a third."""
