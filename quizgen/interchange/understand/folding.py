"""A text made easy to look into: every character stays at its place, only its form is made plain."""

from __future__ import annotations

from functools import lru_cache

from quizgen.interchange.plain_words import simplified

_FULL: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME: dict[int, int | str] = {
    **dict.fromkeys(map(ord, "\u3000\xa0\t\u2002\u2003\u2009\u200a\u202f\u2007\u2008"), " "),
    **dict.fromkeys(map(ord, "–—－―−─‐‑﹣"), "-"),
    **dict.fromkeys(map(ord, "～〜∼"), "~"),
    **dict.fromkeys(map(ord, "﹙"), "("),
    **dict.fromkeys(map(ord, "﹚"), ")"),
    **dict.fromkeys(map(ord, "﹒․"), "."),
    **dict.fromkeys(map(ord, "✓✔☑"), "√"),
    **dict.fromkeys(map(ord, "✗✘✕✖╳☒"), "×"),
    **dict.fromkeys(map(ord, "［〔"), "["),
    **dict.fromkeys(map(ord, "］〕"), "]"),
    ord("，"): "，",
    ord("；"): "；",
    ord("？"): "？",
    ord("！"): "！",
}
_TABLE: dict[int, int | str] = {**_FULL, **_SAME}


@lru_cache(maxsize=1 << 12)
def folded(text: str) -> str:
    """The text with narrow letters, digits, brackets, points and colons; as long as it was.

    ，；？！ stay wide, so that they are told from marks that number or divide.
    """
    if text.isascii():
        return text.replace("\t", " ")
    return simplified(text.translate(_TABLE))
