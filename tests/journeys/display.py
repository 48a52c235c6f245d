"""A screen that is not there: an X server of our own, hands on it, and the real program."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCREEN = "1400x900x24"
START_TIMEOUT_S = 20.0
PATIENCE_S = 60.0


def missing_tools() -> list[str]:
    """The programs that this machine lacks."""
    return [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]


@contextlib.contextmanager
def running_display() -> Iterator[str]:
    """An X server for as long as the context lasts: its display's name."""
    # Without -noreset it starts anew whenever its last client, such as xdotool, has left.
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        try:
            number = server.stdout.readline().strip()
            if not number:
                raise RuntimeError("Xvfb does not start")
            yield f":{number}"
        finally:
            server.terminate()


class Hands:
    """Keyboard and mouse, by xdotool, as any program feels them."""

    def __init__(self, display: str) -> None:
        self._env = os.environ | {"DISPLAY": display}

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by their X names, such as "ctrl+Return"."""
        for key in keys:
            self.run("key", "--clearmodifiers", key)
            time.sleep(0.03)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the left button, move in steps, let go."""
        self.run("mousemove", *map(str, start))
        self.run("mousedown", "1")
        for step in range(1, 6):
            at = [round(a + (b - a) * step / 5) for a, b in zip(start, end, strict=True)]
            self.run("mousemove", *map(str, at))
            time.sleep(0.03)
        time.sleep(0.05)
        self.run("mouseup", "1")
        # A swap glides for 180 ms; a person too lets it arrive.
        time.sleep(0.3)

    def click(self, at: tuple[int, int]) -> None:
        """Click with the left button."""
        self.run("mousemove", *map(str, at))
        self.run("click", "1")
        time.sleep(0.1)

    def window(self, title: str) -> str:
        """The id of the window whose title contains `title`, empty where there is none."""
        found = self.run("search", "--onlyvisible", "--name", title, check=False)
        return found.split("\n")[0]

    def title(self, window: str) -> str:
        """A window's title."""
        return self.run("getwindowname", window, check=False)

    def focus(self, window: str) -> None:
        """Give a window the keyboard; there is no window manager to do it."""
        self.run("windowfocus", "--sync", window)

    def run(self, *arguments: str, check: bool = True) -> str:
        """Run xdotool and return what it says."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self._env, capture_output=True, text=True, check=check
        )
        return done.stdout.strip()


class Program:
    """The real program in a process of its own.

    Attributes:
        hands: keyboard and mouse on its display.
    """

    def __init__(self, display: str, arguments: list[str], env: Mapping[str, str]) -> None:
        self.hands = Hands(display)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gui", *arguments],
            cwd=ROOT,
            env=os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.window = self.until(lambda: self.hands.window("Music Puzzle"), "no window opens")
        self.hands.focus(self.window)

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def until(self, condition: Callable[[], str], complaint: str) -> str:
        """Wait until a condition gives something, and return that."""
        deadline_s = time.monotonic() + PATIENCE_S
        while not (found := condition()):
            if self._process.poll() is not None or time.monotonic() > deadline_s:
                raise AssertionError(f"{complaint}: {self.stop()}")
            time.sleep(0.05)
        return found

    def until_title(self, pattern: str) -> str:
        """Wait until the window's title matches, and return it."""

        def matching() -> str:
            title = self.hands.title(self.window)
            return title if re.search(pattern, title) else ""

        return self.until(matching, f"the title does not become {pattern!r}")

    def finish(self) -> tuple[int, str]:
        """Wait for the end: the exit code, and all that was printed."""
        printed, _ = self._process.communicate(timeout=PATIENCE_S)
        return self._process.returncode, printed

    def stop(self) -> str:
        """End it by force if it still runs: all that was printed."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            return self._process.communicate(timeout=5)[0]
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.communicate()[0]
        except ValueError:
            return ""  # it was read to its end before
