"""Signs of symbol fonts (Wingdings, Symbol) as the characters that a person sees."""

from __future__ import annotations

_PRIVATE = 0xF000
"""Where Word keeps the signs of symbol fonts: the code of the font plus this."""
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "○", 0x6E: "■",
    0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xAF: "✧", 0xB2: "✧",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑", 0x20: " ",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "×", 0x56: "×", 0x57: "×",
    0x58: "×", 0x96: "•", 0x97: "●", 0x98: "●", 0x99: "○", 0x9A: "○", 0x9B: "○", 0x9E: "◉", 0xA2: "■",
    0xA3: "□", 0xA4: "□", 0xA5: "□", 0xAE: "◆", 0xAF: "◇", 0x20: " ",
}  # fmt: skip
_SYMBOL_LETTERS = dict(
    zip(
        [*range(0x41, 0x5B), *range(0x61, 0x7B)],
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SYMBOL = {
    **_SYMBOL_LETTERS, **{code: chr(code) for code in range(0x20, 0x40)},
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5B: "[", 0x5C: "∴", 0x5D: "]",
    0x5E: "⊥", 0x5F: "_", 0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "∼", 0xA0: "€", 0xA2: "′", 0xA3: "≤",
    0xA4: "/", 0xA5: "∞", 0xA8: "♦", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xC9: "⊃", 0xCC: "⊂",
    0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "·", 0xD8: "¬",
    0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_CIRCLED = {
    0x80: "⓪",
    0x8B: "⓿",
    **{0x81 + index: chr(0x2460 + index) for index in range(10)},
    **{0x8C + index: chr(0x2776 + index) for index in range(10)},
}
_FONTS = {
    "wingdings": _WINGDINGS | _CIRCLED,
    "wingdings 2": _WINGDINGS_2,
    "symbol": _SYMBOL,
}
UNKNOWN = "\ufffd"
"""A sign that is not known stands as this."""


def symbol_shown(code: int, font: str) -> str | None:
    """A sign of a symbol font as a character; None for one that is not known."""
    inside = code - _PRIVATE if code >= _PRIVATE else code
    return _FONTS.get(font.lower().strip(), {}).get(inside)


def symbols_shown(text: str, font: str) -> tuple[str, list[str]]:
    """A text in a symbol font as it is seen, with the signs that are not known (``U+F0AA``).

    Characters that no symbol font has (Chinese among Latin ones) are shown in another font, as they are.
    """
    out: list[str] = []
    unknown: list[str] = []
    for one in text:
        code = ord(one)
        if not (0x20 <= code < 0x100 or _PRIVATE <= code < _PRIVATE + 0x100):  # noqa: PLR2004 - the codes of a font
            out.append(one)
            continue
        shown = symbol_shown(code, font)
        if shown is None:
            unknown.append(f"U+{code:04X}")
        out.append(UNKNOWN if shown is None else shown)
    return "".join(out), unknown
