"""Where this user's caches are kept on this kind of system."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """The private cache folder of the tool; it need not exist yet."""
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen) / "quizgen"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "quizgen" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "quizgen"
    return Path.home() / ".cache" / "quizgen"
