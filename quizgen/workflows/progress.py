"""How far a recipe has come, reported to its caller."""

from __future__ import annotations

from collections.abc import Callable

OnProgress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""
