"""The page that looks back on a round: both orders, every join, why, and what was wrong again."""

from .page import ReviewPage
from .subject import Subject

__all__ = ["ReviewPage", "Subject"]
