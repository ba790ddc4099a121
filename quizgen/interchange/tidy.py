"""Texts of other files brought to what a bank writes: full-width signs, no stray space, no answer bracket."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quizgen.markup.characters import FULL_QUOTES, HALF_WIDTH, half_width_at, instead_of, is_chinese
from quizgen.markup.inline import bad_formulas, open_mark

_FORMULA = re.compile(r"(\$[^$\n]+\$)")
_SPACES = re.compile(r"[ \t\u3000\u2000-\u200a\u00a0]+")
_EMPTY_BRACKET = re.compile(r"[（(【\[][\s　_＿]*[)）】\]]")
_BLANK = re.compile(r"_{2,}")
_FULL_STOP = re.compile(r"(?<=[0-9A-Za-z%）)])\.$")
_OPTION_END = "。．；;，,、."
_SENTENCE_END = ("。", "！", "？", "”", "）", "…")
_SPACE_NAMED, _FULL_STOP_NAMED = "空格", "。或 ."


def tidy(text: str) -> str:
    """A text without odd characters, half-width signs among Chinese, or stray spaces."""
    text = _usual_characters(text)
    text = "\n".join(filter(None, (_single_spaces(line) for line in text.split("\n"))))
    pieces = _FORMULA.split(text)
    pieces[::2] = (_full_width(piece) for piece in pieces[::2])
    text = "".join(pieces)
    if _FULL_STOP.search(text) and any(map(is_chinese, text)):
        text = f"{text[:-1]}。"
    return _closed_marks(text)


def tidy_stem(text: str, *, blanks: bool, statement: bool = False) -> str:
    """The stem of a question; ``blanks``: it is to be filled in, so its blanks stay what they are.

    Where the answer goes into a bracket, the paper adds it behind the stem: an empty one at the end goes, one
    inside becomes a short line. A ``statement`` ends with a full stop.
    """
    text = tidy(text)
    if blanks:
        return _BLANK.sub("____", _EMPTY_BRACKET.sub("____", text))
    text = _without_last_bracket(text)
    text = _BLANK.sub("__", _EMPTY_BRACKET.sub("__", text))
    if statement and text and not text.endswith(_SENTENCE_END):
        text = text.rstrip("，；,;.") + "。"
    return text


def _without_last_bracket(text: str) -> str:
    found = re.search(r"(?:[（(【\[][\s　_＿]*[)）】\]]|_{2,})([。．.？?：:，,；;]?)$", text)
    if found is None:
        return text
    sign = found[1] if found[1] in {"？", "?", "：", ":"} else ""
    shorter = text[: found.start()].rstrip(" 　，,")
    ended = shorter.endswith(("。", "？", "！", "：", "?"))
    return shorter if ended or not sign else shorter + {"?": "？", ":": "："}.get(sign, sign)


def tidy_option(text: str) -> str:
    """An option: nothing at its end that belongs to the list it stood in."""
    text = tidy(text)
    shorter = text.rstrip(_OPTION_END).rstrip()
    return shorter or text


def unreadable_formula(text: str) -> str:
    """The first formula of a text that cannot be read; empty: none."""
    return next((source for source, _ in bad_formulas(text)), "")


def without_bad_formulas(text: str) -> str:
    """The text with the formulas that cannot be read as plain text."""
    for source, _ in tuple(bad_formulas(text)):
        text = text.replace(f"${source}$", f"\\${source}\\$")
    return text


def _usual_characters(text: str) -> str:
    out: list[str] = []
    for place, character in enumerate(text):
        instead = instead_of(character)
        if instead is None:
            out.append(character)
        elif instead == _SPACE_NAMED:
            out.append(" ")
        elif instead == _FULL_STOP_NAMED:
            out.append("." if text[place + 1 : place + 2].isascii() and text[place + 1 :] else "。")
        elif instead in {FULL_QUOTES, "‘’"}:
            out.append(instead[sum(one in instead for one in out) % 2])
        else:
            out.append(instead)
    return "".join(out)


def _single_spaces(line: str) -> str:
    """One space at most, none beside a Chinese character that has another on the other side."""
    line = _SPACES.sub(" ", line).strip()
    return "".join(
        character
        for place, character in enumerate(line)
        if character != " " or not (is_chinese(line[place - 1]) and is_chinese(line[place + 1]))
    )


def _full_width(text: str) -> str:
    """Half-width signs beside Chinese made full-width; of a pair of brackets both or none."""
    partners = _partners(text)
    wrong = set(half_width_at(text))
    wrong |= {partners[place] for place in wrong if place in partners}
    quotes = [place for place, sign in enumerate(text) if sign == '"']
    straight: Mapping[int, str] = {}
    if len(quotes) % 2 == 0 and wrong.intersection(quotes):
        straight = {place: FULL_QUOTES[number % 2] for number, place in enumerate(quotes)}
    return "".join(
        straight.get(place, HALF_WIDTH.get(sign, sign) if place in wrong else sign)
        for place, sign in enumerate(text)
    )


def _partners(text: str) -> dict[int, int]:
    """The places of brackets that belong together, each with the other's."""
    waiting: list[int] = []
    found: dict[int, int] = {}
    for place, sign in enumerate(text):
        if sign == "(":
            waiting.append(place)
        elif sign == ")" and waiting:
            start = waiting.pop()
            found[start], found[place] = place, start
    return found


def _closed_marks(text: str) -> str:
    """No half of a pair of marks: ``**`` that stands alone goes, other signs are escaped."""
    if text.count("**") % 2:
        text = text.replace("**", "")
    for _ in range(3):
        sign = open_mark(text)
        if not sign:
            break
        text = re.sub(rf"(?<!\\){re.escape(sign)}", lambda found: f"\\{found[0]}", text)
    return text
