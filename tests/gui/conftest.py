"""Windows that nobody sees."""

import os

# Before PySide6 is imported anywhere: a display is not needed.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
