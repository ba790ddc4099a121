"""What comes back when a list or a workbook is read again: every question compared before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from quizgen.interchange.draft import Draft
from quizgen.interchange.formats import BankToWrite, Remark
from quizgen.interchange.listing.lines import QuestionList, stem_in_words
from quizgen.interchange.outgoing import Outgoing
from quizgen.interchange.rich.html_out import without_unfit
from quizgen.interchange.soundness import is_certain
from quizgen.interchange.understand.whole import understand
from quizgen.markup import parse
from quizgen.model.rules.exchange import D521
from quizgen.model.split import equal_shares
from quizgen.office.document import Document


def list_unlike(
    bank: BankToWrite, made: QuestionList, document: Document, *, words_only: bool
) -> Iterator[Remark]:
    """What is said of questions of a list; one without answers never comes back.

    ``words_only``: pictures and tables are lines of text in it.
    """
    if bank.answers:
        gone = {id(remark.about) for remark in made.remarks}
        kept = (one for one in bank.questions if id(one) not in gone)
        yield from unlike(kept, understand(document).drafts, words_only=words_only)


def unlike(sent: Iterable[Outgoing], found: Iterable[Draft], *, words_only: bool) -> Iterator[Remark]:
    """What is said of questions that do not come back as they are, or are doubted then."""
    by_id = {one.source_id: one for one in found}
    for one in sent:
        draft = by_id.get(one.draft.source_id)
        if draft is None:
            yield Remark(one, D521, "读回来认不出这道题")
            continue
        differing = list(dict.fromkeys(_differing(_in_words(one.draft) if words_only else one.draft, draft)))
        if differing:
            yield Remark(one, D521, f"读回来{'、'.join(differing)}不一样")
        elif not is_certain(draft):
            yield Remark(one, D521, "读回来会存疑，要核对")


def _in_words(draft: Draft) -> Draft:
    """The draft with its picture and its table as lines of its stem, as a file of words has them."""
    return replace(draft, stem=stem_in_words(draft), parts=tuple(map(_in_words, draft.parts)))


def _differing(sent: Draft, found: Draft) -> Iterator[str]:
    yield from (name for name, part in _PARTS.items() if part(sent) != part(found))
    if len(sent.parts) != len(found.parts):
        yield "小题"
        return
    about_parts = _PARTS.keys() - {"专题", "难度", "层次", "份额"}
    for one, other in zip(sent.parts, found.parts, strict=True):
        yield from (
            f"小题的{name}"
            for name, part in _PARTS.items()
            if name in about_parts and part(one) != part(other)
        )


def _read(text: str) -> str:
    """A text as it is read, without line ends that stand alone; two spellings of the same are the same."""
    lines = (line.strip() for line in without_unfit(text).replace("**", "").split("\n"))
    return repr(parse("\n".join(line for line in lines if line)))


def _key(draft: Draft) -> object:
    right = tuple(place for place, option in enumerate(draft.options) if option.right)
    blanks = tuple(tuple(map(_read, blank)) for blank in draft.blanks)
    pairs = tuple((_read(pair.left), _read(pair.right)) for pair in draft.pairs)
    return right, draft.truth, blanks, pairs, tuple(map(_read, draft.items))


def _scoring(draft: Draft) -> object:
    """The points with what each is worth; a single one is an answer as a whole."""
    if len(draft.scoring) <= 1:
        return _read(draft.scoring[0].text if draft.scoring else draft.sample)
    shares = tuple(point.share for point in draft.scoring)
    weighed = equal_shares(shares) if any(share is not None for share in shares) else ()
    return tuple(_read(" ".join(point.text.split("\n"))) for point in draft.scoring), weighed


def _shares(draft: Draft) -> tuple[Fraction, ...]:
    """What each sub-question counts of its case."""
    points = tuple(part.points for part in draft.parts)
    if any(one is None for one in points):
        return equal_shares(points) if all(one is None or one < 1 for one in points) else ()
    whole = sum((one for one in points if one is not None), Fraction())
    return tuple(one / whole for one in points if one is not None and whole)


_PARTS: Mapping[str, Callable[[Draft], Any]] = {
    "题型": lambda draft: draft.kind,
    "题干": lambda draft: _read(draft.stem),
    "选项": lambda draft: tuple(_read(one.text) for one in draft.options),
    "右边的项": lambda draft: sorted(_read(one.text) for one in draft.extra),
    "答案": _key,
    "采分点": _scoring,
    "解析": lambda draft: _read(draft.explain),
    "出处": lambda draft: _read(draft.basis),
    "专题": lambda draft: draft.topic,
    "难度": lambda draft: draft.difficulty,
    "层次": lambda draft: draft.level,
    "份额": _shares,
}
"""What must be the same, each by what people call it; what no file of this kind carries is not asked."""
