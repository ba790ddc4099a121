"""How text is escaped for the XML of office files, and unescaped again."""

from __future__ import annotations

import re
import unicodedata

from quizgen.markup.words import is_unseen

_NO_XML = "\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff"
"""Characters that XML cannot hold, with the carriage return that its readers turn into a line end."""
_TO_ESCAPE = re.compile(rf"_(?=x[0-9A-Fa-f]{{4}}[_{_NO_XML}])|[{_NO_XML}]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BARE = re.compile(rf"[{_NO_XML}]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing: what stands behind them is shown in another order."""


def escaped(text: str) -> str:
    """Text as a workbook stores it: what XML cannot hold as ``_x000B_``, such spellings themselves spelt out.

    ``unescaped(escaped(text)) == text`` for every text.
    """
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """Text as a spreadsheet shows it: ``_x000D_`` stands for the character with that code."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return _PAIR.sub(lambda found: found[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain)


def holdable(text: str) -> str:
    """Text for a Word document, which has no such escapes: what XML cannot hold becomes ``\ufffd``."""
    return _BARE.sub("\ufffd", text)


def printable(text: str) -> str:
    """Text for a message: control and invisible characters are written as their codes."""
    return "".join(
        f"<U+{ord(one):04X}>" if unicodedata.category(one)[0] == "C" or is_unseen(one) else one
        for one in text
    )


def unseen_marks(text: str) -> tuple[str, ...]:
    """The control and direction marks in a line of text, as ``U+202E``, each once."""
    marks = (one for one in text if unicodedata.category(one) in {"Cc", "Cs"} or one in _TURNING)
    return tuple(dict.fromkeys(f"U+{ord(one):04X}" for one in marks))
