r"""Embedded answers (cloze) of Moodle: ``{1:SHORTANSWER:=161~=17}``, written and taken apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from html import unescape

from quizgen.interchange.draft import Draft, DraftOption
from quizgen.interchange.moodle.marks import WRONG_SHARE, one_of, spellings
from quizgen.interchange.rich.html_out import inline_html
from quizgen.markup import plain_text

_UNSAFE = re.compile(r"[&~#{}%\\=<>\"]")
"""Signs of the syntax, with those of HTML: Moodle decodes numbers of characters in every answer."""

SINGLE, MULTIPLE, SHORT, NUMERICAL = "MULTICHOICE", "MULTIRESPONSE", "SHORTANSWER", "NUMERICAL"
_NAMES = {
    "MULTICHOICE": SINGLE, "MC": SINGLE, "MULTICHOICE_V": SINGLE, "MCV": SINGLE, "MULTICHOICE_H": SINGLE,
    "MCH": SINGLE, "MULTICHOICE_S": SINGLE, "MCS": SINGLE, "MULTICHOICE_VS": SINGLE, "MCVS": SINGLE,
    "MULTICHOICE_HS": SINGLE, "MCHS": SINGLE, "MULTIRESPONSE": MULTIPLE, "MR": MULTIPLE,
    "MULTIRESPONSE_H": MULTIPLE, "MRH": MULTIPLE, "MULTIRESPONSE_S": MULTIPLE, "MRS": MULTIPLE,
    "MULTIRESPONSE_HS": MULTIPLE, "MRHS": MULTIPLE, "SHORTANSWER": SHORT, "SA": SHORT, "MW": SHORT,
    "SHORTANSWER_C": SHORT, "SAC": SHORT, "MWC": SHORT, "NUMERICAL": NUMERICAL, "NM": NUMERICAL,
}  # fmt: skip
_EMBEDDED = re.compile(
    rf"\{{(\d*):({'|'.join(sorted(_NAMES, key=len, reverse=True))}):((?:[^}}\\]|\\.)*)\}}", re.DOTALL
)
_TWICE = re.compile(r"&amp;(.{2,9}?;)")
_SHARE = re.compile(r"=|%(-?\d+(?:[.,]\d*)?)%")


def _safe(text: str) -> str:
    return _UNSAFE.sub(lambda found: f"&#{ord(found[0])};", text)


def _html(text: str) -> str:
    r"""Inline text in an option; the backslash of ``\}`` is one of HTML, or Moodle would drop it."""
    return _safe(re.sub(r"\\(?=[}#])", "&#92;", inline_html(text)))


def around(html: str) -> str:
    """HTML outside of the braces, so that none of it is taken for an embedded answer."""
    return html.replace("&amp;", "&#38;").replace("{", "&#123;").replace("}", "&#125;")


def blank_field(accepted: Iterable[str], weight: int) -> str:
    """A field for a typed answer."""
    texts = spellings(map(plain_text, accepted))
    ways = "~".join(f"={_safe(text).replace('*', chr(92) + '*')}" for text in texts)
    return f"{{{weight}:SHORTANSWER:{ways}}}"


def choice_field(options: Iterable[DraftOption], weight: int) -> str:
    """Options one below another; exactly one is right."""
    return _choice("MCV", tuple(options), weight, {True: "=", False: ""})


def truth_field(*, truth: bool, weight: int) -> str:
    """对 and 错 one below the other."""
    options = (DraftOption("对", right=truth), DraftOption("错", right=not truth))
    return choice_field(options, weight)


def several_field(options: Iterable[DraftOption], weight: int) -> str:
    """Options to be ticked. Their number must be one that ``one_of`` has."""
    given = tuple(options)
    share = one_of(sum(option.right is True for option in given))
    return _choice("MR", given, weight, {True: f"%{share}%", False: f"%{WRONG_SHARE}%"})


def _choice(name: str, options: tuple[DraftOption, ...], weight: int, shares: dict[bool, str]) -> str:
    ways = []
    for option in options:
        why = f"#{_html(option.why)}" if option.why else ""
        ways.append(f"{shares[option.right is True]}{_html(option.text)}{why}")
    return f"{{{weight}:{name}:{'~'.join(ways)}}}"


@dataclass(frozen=True, slots=True)
class ClozeWay:
    """One alternative: ``share`` of the points in percent, texts as stored (HTML in choices)."""

    text: str
    share: Fraction
    feedback: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """An embedded answer as it stood; ``exact`` says that small and capital letters differ."""

    sort: str
    weight: int
    ways: tuple[ClozeWay, ...]
    exact: bool = False


def take_apart(html: str, marked: Callable[[int], str]) -> tuple[str, tuple[Embedded, ...]]:
    """HTML with its embedded answers, each replaced by what ``marked`` gives for its number from 0."""
    found: list[Embedded] = []

    def replaced(match: re.Match[str]) -> str:
        name = match[2]
        exact = name in {"SHORTANSWER_C", "SAC", "MWC"}
        found.append(Embedded(_NAMES[name], int(match[1] or 1), tuple(_ways(match[3])), exact))
        return marked(len(found) - 1)

    return _EMBEDDED.sub(replaced, html), tuple(found)


def _ways(body: str) -> Iterable[ClozeWay]:
    for piece in re.split(r"(?<!\\)~", _TWICE.sub(r"&\1", body).removeprefix("~")):
        text, share = piece.strip(), Fraction(0)
        if at := _SHARE.match(text):
            share = Fraction(100) if at[1] is None else Fraction(at[1].replace(",", "."))
            text = text[at.end() :]
        parts = re.split(r"(?<!\\)(?<!&)(?<!&amp;)#", text, maxsplit=1)
        yield ClozeWay(_plain(parts[0]), share, _plain(parts[1]) if len(parts) > 1 else "")


def _plain(text: str) -> str:
    return unescape(re.sub(r"\\([}#~{/\"])", r"\1", text)).strip()


def parts_fit(parts: Iterable[Draft]) -> bool:
    """Whether sub-questions of a case can all be embedded."""
    return all(_fits(part) for part in parts)


def _fits(part: Draft) -> bool:
    pictured = part.picture is not None or any(option.picture is not None for option in part.options)
    if part.kind is None or part.kind not in _EMBEDDABLE or pictured or part.table:
        return False
    return part.kind != "multiple" or one_of(sum(option.right is True for option in part.options)) is not None


_EMBEDDABLE = frozenset(("single", "multiple", "true_false", "fill"))
