"""How people write that a statement is right or wrong: candidates on a sheet, authors in a key."""

from __future__ import annotations

RIGHT_WORDS = ("√", "✓", "✔", "☑", "v", "对", "正确", "是", "t", "true")
WRONG_WORDS = ("×", "✗", "✘", "✕", "✖", "╳", "☒", "x", "错", "错误", "否", "f", "false")
"""After narrowing, in small letters."""
