"""What stands in the place of the table where no row is to be shown."""

from __future__ import annotations

from ..faces import SentenceFace
from .filters import GONE, IN_LIBRARY, NOT_IN_LIBRARY, Filters

SOON = "Your songs appear here as soon as they have been listened to."
NONE_FIT = "Nothing here is like what you search for."
NONE = {
    IN_LIBRARY: "None of the files in your folders could be taken in.",
    NOT_IN_LIBRARY: "Every file of your folders is in the library.",
    GONE: "No song has gone from its folder.",
}
ALL_SONGS, WHY_NOT = "Show all songs", "Show the files, and why"


class NoneFace(SentenceFace):
    """Says why there is nothing, and leads to where there is something."""

    def __init__(self, filters: Filters) -> None:
        super().__init__(NONE_FIT, ALL_SONGS, "Search for nothing, and choose by nothing")
        self._filters = filters
        self.action.clicked.connect(self._lead)

    def explain(self, *, is_soon: bool) -> None:
        """Say why nothing is shown.

        Args:
            is_soon: the first songs are being listened to.
        """
        filters = self._filters
        words = NONE_FIT if filters.is_narrowed else NONE[filters.standing.currentIndex()]
        self.words.setText(SOON if is_soon else words)
        if is_soon and self.action.hasFocus():
            filters.search.setFocus()
        self.action.setVisible(not is_soon)
        action = WHY_NOT if self._leads_to() == NOT_IN_LIBRARY else ALL_SONGS
        self.action.setText(action)
        self.action.setAccessibleName(action)

    def _leads_to(self) -> int:
        filters = self._filters
        is_all = not filters.is_narrowed and filters.standing.currentIndex() == IN_LIBRARY
        return NOT_IN_LIBRARY if is_all else IN_LIBRARY

    def _lead(self) -> None:
        self._filters.show_all_of(self._leads_to())
