r"""The signs of GIFT: escaped when written, put out of the way while a text is taken apart."""

from __future__ import annotations

import re

_SIGNS = "\\~=#{}:"
_WRITTEN = {one: f"\\{one}" for one in _SIGNS} | {"\n": "\\n"}
_ESCAPED = re.compile(r"\\([~=#{}:n\\])")
_FIRST = 0xE100
_HELD = {chr(_FIRST + ord(one)): "\n" if one == "n" else one for one in f"{_SIGNS}n"}


def escaped(text: str) -> str:
    r"""A text in which no sign is one: ``a\=b``, line breaks as ``\n``."""
    return "".join(_WRITTEN.get(one, one) for one in text)


def held(text: str) -> str:
    """A text as it stood, each escaped sign replaced by one that no other text has."""
    return _ESCAPED.sub(lambda found: chr(_FIRST + ord(found[1])), text)


def released(text: str) -> str:
    """The text again, with the signs themselves."""
    return "".join(_HELD.get(one, one) for one in text)
