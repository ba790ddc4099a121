"""A bank whose options are pictures, pictures with words, words alone."""

from __future__ import annotations

from pathlib import Path

PICTURED = Path(__file__).parents[1] / "data" / "pictured"
