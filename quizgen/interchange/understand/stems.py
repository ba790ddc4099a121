"""The text of a question without what only frames it: tags of its kind, points, brackets for answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from quizgen.interchange.kind_words import SaidKind, kind_word
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.lines import BLANK, TextLine

_TAG = re.compile(r"[\[【(]\s*([^\[\]【】()]{2,10})\s*[\]】)]\s*[:]?\s*")
_TAG_WITH_POINTS = re.compile(
    r"[\[【(]\s*([^\[\]【】(),，]{2,10})\s*[,，;；]\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[\]】)]\s*"
)
_TAG_LINE = re.compile(
    r"([一-鿿]{2,8}题)\s*(?:[(\[【]\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[)\]】])?[ ]*\n\s*(?=\S)"
)
_WORD_BEFORE = re.compile(r"([一-鿿]{2,8}题?)\s*:\s*(?=\S)")
_MARKED_BY = re.compile(r"[\[(【]\s*(?:系统评分|人工评分|系统自动评分|人工阅卷)\s*[\])】]\s*")
_POINTS = re.compile(
    r"[(\[【]\s*(?:本(?:小)?题|该题|满分|每题|共|计)?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[)\]】]\s*"
)
_EMPTY = re.compile(r"\(\s*\)|【\s*】|\[\s*\]|\(\s*_{2,}\s*\)|[〔﹝]\s*[〕﹞]")
_LETTERED = re.compile(r"[(【\[]\s*([A-Z](?:\s*[、,，;；]?\s*[A-Z])*)\s*[)】\]]")
_TRUTH = re.compile(r"[(【\[]\s*([√×对错TF]|正确|错误)\s*[)】\]]|(?:[-\s]{0,4})([√×])\s*$")
_TAG_ALONE = re.compile(r"([一-鿿]{2,8}题)\s*(?:[(\[【]\s*\d{1,3}(?:\.\d{1,2})?\s*分\s*[)\]】])?")
_SPACES = re.compile(r"(?<=\S)(?:[ \xa0]{3,}|\u3000{2,})(?=\S)")
_TRUTH_FIRST = re.compile(r"([√×])\s*(?=\S)")
_LOST = re.compile(r"\ufffd|锟斤拷|[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Stem:
    """A stem cleaned, with what was taken from it: its kind, its points, keys that stood in brackets."""

    text: str
    said: SaidKind | None = None
    points: Fraction | None = None
    keys: tuple[str, ...] = ()
    brackets: int = 0


def is_tag(text: str) -> bool:
    """Whether a text is nothing but the kind of the question that follows, with its points."""
    found = _TAG_ALONE.fullmatch(folded(text).strip())
    return found is not None and kind_word(found[1]) is not None


def joined(lines: list[TextLine]) -> str:
    """Lines one below another."""
    return "\n".join(line.text for line in lines if line.text)


def has_lost(text: str) -> bool:
    """Whether characters were lost, or cannot be seen."""
    return bool(_LOST.search(text))


def tagged(text: str) -> Stem:
    """The text without a tag of its kind and without its points, wherever they stand at its ends."""
    said: SaidKind | None = None
    points: Fraction | None = None
    going = True
    while going:
        going = False
        plain = folded(text)
        if found := _MARKED_BY.match(plain):
            text, going = text[found.end() :], True
            continue
        found = _TAG_WITH_POINTS.match(plain) or _TAG_LINE.match(plain)
        if found and (kind := kind_word(found[1])):
            said, text, going = said or kind, text[found.end() :], True
            points = points or (Fraction(found[2]) if found[2] else None)
            continue
        if (found := _WORD_BEFORE.match(plain)) and (kind := kind_word(found[1])):
            said, text, going = said or kind, text[found.end() :], True
            continue
        for found in (_TAG.match(plain), _last(_TAG, plain)):
            kind = kind_word(found[1]) if found else None
            if found and kind:
                said, text, going = said or kind, _without(text, found), True
                break
        if going:
            continue
        for found in (_POINTS.match(plain), _last(_POINTS, plain)):
            if found:
                points, text, going = points or Fraction(found[1]), _without(text, found), True
                break
    return Stem(text.strip(), said, points)


def _last(pattern: re.Pattern[str], plain: str) -> re.Match[str] | None:
    """The last match, if nothing but stops follows it."""
    found = None
    for found in pattern.finditer(plain):  # noqa: B007 - the last one is wanted
        pass
    if found is None or plain[found.end() :].strip(" 。.?？"):
        return None
    return found


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]}{text[found.end() :]}".strip()


def choice_stem(text: str, letters: frozenset[str]) -> Stem:
    """A stem of a choice: the bracket at its end gone, one inside a blank; letters in it are keys.

    Letters count where all are letters of its options and no empty bracket is there beside them.
    """
    plain = folded(text)
    empty = list(_EMPTY.finditer(plain))
    filled = (
        []
        if empty
        else [one for one in _LETTERED.finditer(plain) if set(re.findall("[A-Z]", one[1])) <= letters]
    )
    keys = tuple("".join(re.findall("[A-Z]", one[1])) for one in filled)
    return Stem(_emptied(text, [*empty, *filled]), keys=keys, brackets=len(empty))


def truth_stem(text: str) -> Stem:
    """A statement without the bracket for √ or ×, which is a key where it is filled in."""
    plain = folded(text)
    filled = [one for one in _TRUTH.finditer(plain) if _at_end(plain, one)]
    empty = [one for one in _EMPTY.finditer(plain) if _at_end(plain, one)]
    keys = tuple(one[1] or one[2] for one in filled)
    text = _cut(text, [*filled, *empty]).strip()
    if found := _TRUTH_FIRST.match(folded(text)):
        text, keys = text[found.end() :], (*keys, found[1])
    return Stem(text, keys=keys, brackets=len(empty))


def _at_end(plain: str, found: re.Match[str]) -> bool:
    return not plain[found.end() :].strip(" 。.;；") or not plain[: found.start()].strip()


def _cut(text: str, found: list[re.Match[str]]) -> str:
    for one in sorted(found, key=lambda one: -one.start()):
        before, behind = text[: one.start()].rstrip(), text[one.end() :]
        text = before + (behind.lstrip(" 。.") if before.endswith(("。", "？", "！")) else behind)
    return text


_ASKING = " ？?！!\u3000"


def _emptied(text: str, found: list[re.Match[str]]) -> str:
    """The text with brackets gone at its end (with the stop behind), blanks elsewhere."""
    for one in sorted(found, key=lambda one: -one.start()):
        before, whole = text[: one.start()].rstrip(), text[one.end() :]
        behind, ended, below = whole.partition("\n")
        asked = before.endswith(("。", "？", "?", "！")) and not behind.strip(_ASKING)
        if not behind.strip(" 。.．:：;；\u3000") or asked:
            text = before
        elif not behind.strip(_ASKING):
            text = f"{before}{behind.strip()}"
        else:
            text = f"{before}{BLANK}{behind.lstrip()}"
        text += ended + below
    return text.strip()


def fill_stem(text: str, *, literal: bool = False) -> Stem:
    """A stem of a fill-in: blanks as ____, empty brackets too where there is no other blank.

    ``literal``: a bank wrote it, so that what stands around a blank belongs to the text.
    """
    if BLANK in text and literal:
        return Stem(text, brackets=text.count(BLANK))
    if BLANK in text:
        plain = folded(text)
        empty = [one for one in _EMPTY.finditer(plain) if "_" not in one[0] and _at_end(plain, one)]
        bracketed = re.sub(r"[(（]\s*_{2,}\s*[)）]", BLANK, _cut(text, empty))
        return Stem(bracketed.strip(), brackets=bracketed.count(BLANK))
    plain = folded(text)
    if not _EMPTY.search(plain):
        text = _SPACES.sub(BLANK, text)
        return Stem(text.strip(), brackets=text.count(BLANK))
    for one in sorted(_EMPTY.finditer(plain), key=lambda one: -one.start()):
        text = f"{text[: one.start()]}{BLANK}{text[one.end() :]}"
    return Stem(text.strip(), brackets=text.count(BLANK))


_SHORT_BRACKET = re.compile(r"\(\s*([^()]{1,30}?)\s*\)")


def answers_in_brackets(text: str) -> tuple[str, tuple[str, ...]]:
    """A stem whose brackets hold the answers: the stem with blanks, the answers."""
    found = list(_SHORT_BRACKET.finditer(folded(text)))
    answers = tuple(text[one.start(1) : one.end(1)].strip() for one in found)
    for one in reversed(found):
        text = f"{text[: one.start()]}{BLANK}{text[one.end() :]}"
    return text, answers


def underlined_answers(lines: list[TextLine]) -> tuple[str, tuple[str, ...]]:
    """A stem whose underlined words are the answers: the stem with blanks, the answers."""
    texts: list[str] = []
    answers: list[str] = []
    for line in lines:
        text = line.text
        for start, end in reversed(line.underlined):
            text = f"{text[:start]}{BLANK}{text[end:]}"
        answers += [line.text[start:end].strip() for start, end in line.underlined]
        texts.append(text)
    return "\n".join(texts), tuple(answers)
