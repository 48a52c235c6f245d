"""Small tensors gain nothing from more threads than one."""

from __future__ import annotations

import pytest
import torch


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """They lose much where other work has the processor."""
    torch.set_num_threads(1)
