"""Explanations that name options by letters, which shuffling changes, said with the words of the options."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LETTERS = r"[A-H](?:\s*[、,，和]?\s*[A-H])*"
_THEREFORE = re.compile(
    rf"(?:^|(?<=[，。；,;.\s]))(?:因此|所以|综上(?:所述)?|故)?[，,]?(?:本题|此题)?(?:的)?(?:正确)?(?:答案|选项)?"
    rf"(?:应该?|故)?(?:选择|选|为|是)[：:]?\s*{_LETTERS}(?:项|选项)?\s*(?:[。.；;，,]|$)"
)
_ONE = re.compile(
    r"(?:选项\s*(?P<a>[A-H])(?![A-Za-z0-9])|(?<![A-Za-z0-9、,，和与及])(?P<b>[A-H])\s*(?:选项|项(?!目)))"
)
_LONGEST = 40


def explained(text: str, options: Mapping[str, str]) -> str:
    """The explanation without “故选B”, with “B项” as the words of the option where these are short."""
    if not re.search("[A-H]", text):
        return text
    shorter = _THEREFORE.sub("", text).strip()
    if shorter != text and shorter.endswith(("，", ",", "；", ";")):
        shorter = f"{shorter[:-1]}。"

    def said(found: re.Match[str]) -> str:
        option = options.get(found["a"] or found["b"], "")
        return f"“{option}”" if 0 < len(option) <= _LONGEST else found[0]

    return _ONE.sub(said, shorter)
