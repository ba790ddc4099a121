"""The lines of a list of questions: headings by kind, numbers, options, keys, what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from fractions import Fraction
from typing import assert_never

from quizgen.interchange.draft import Draft, DraftPicture
from quizgen.interchange.formats import BankToWrite, CannotHold, Remark
from quizgen.interchange.moodle.marks import whole_weights
from quizgen.interchange.outgoing import Aside, Outgoing
from quizgen.interchange.rich.html_out import without_unfit
from quizgen.model.kinds import BRACKETED, KIND_TITLES, Answering, Kind, traits_of
from quizgen.model.lettered import neutral_order, truth_mark
from quizgen.model.question import MatchingBody, OrderingBody
from quizgen.model.rules.exchange import D501
from quizgen.model.split import equal_shares

_LINES_OF_SHORT, _LINES_OF_ESSAY = 6, 28
"""Lines to write on where nothing is said: a short answer, a page."""
_ORDINALS = "一二三四五六七八九十"


class LineKind(Enum):
    """What a line is: only its look depends on it."""

    TITLE = auto()
    HEADING = auto()
    STEM = auto()
    TEXT = auto()
    ITEM = auto()
    FIELD = auto()
    PICTURE = auto()
    TABLE = auto()
    GAP = auto()
    ROOM = auto()


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line in the inline syntax of the bank; ``label`` stands before it, a picture or a table below.

    ROOM is a line to be written on.
    """

    kind: LineKind
    text: str = ""
    label: str = ""
    picture: DraftPicture | None = None
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class QuestionList:
    """A bank laid out; ``remarks`` tell what this layout cannot say."""

    lines: list[ListLine] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    written: int = 0


def question_list(bank: BankToWrite) -> QuestionList:
    """All questions, a part for every kind, numbered through; without answers, a paper to be filled in."""
    made = QuestionList([ListLine(LineKind.TITLE, bank.title)])
    kinds = [kind for kind in Kind if any(one.draft.kind is kind for one in bank.questions)]
    for ordinal, kind in zip(_ORDINALS, kinds, strict=False):
        made.lines += [ListLine(LineKind.GAP), ListLine(LineKind.HEADING, f"{ordinal}、{KIND_TITLES[kind]}")]
        for count, one in enumerate((one for one in bank.questions if one.draft.kind is kind), 1):
            try:
                lines = list(_question(one, made.written + 1, count, answers=bank.answers))
            except CannotHold as reason:
                made.remarks.append(Remark(one, D501, str(reason)))
                continue
            made.lines += [ListLine(LineKind.GAP), *lines]
            made.written += 1
    return made


def _question(one: Outgoing, number: int, count: int, *, answers: bool) -> Iterator[ListLine]:
    draft = one.draft
    if draft.kind is Kind.CASE:
        yield ListLine(LineKind.STEM, label=f"案例{_counted(count)}：")
        yield from (ListLine(LineKind.TEXT, line) for line in _lines(draft.stem))
        yield from _below(draft)
        yield from _known(draft, answers=answers)
        for part, aside in zip(draft.parts, one.asides, strict=True):
            yield from _asked(part, aside, int(part.number), answers=answers)
            if answers and (shares := part_weights(draft)) is not None:
                yield _field("分值", str(shares[int(part.number) - 1]))
        return
    yield from _asked(draft, one.asides[0], number, answers=answers)
    yield from _known(draft, answers=answers)


def part_weights(case: Draft) -> tuple[int, ...] | None:
    """Weights of the sub-questions where they differ."""
    weights = whole_weights(equal_shares(tuple(part.points for part in case.parts)))
    return weights if len(set(weights)) > 1 else None


def _counted(count: int) -> str:
    return _ORDINALS[count - 1] if count <= len(_ORDINALS) else str(count)


def _lines(text: str) -> list[str]:
    return [line for line in without_unfit(text).split("\n") if line.strip()]


def _field(label: str, text: str) -> ListLine:
    return ListLine(LineKind.FIELD, without_unfit(text), f"{label}：")


def _known(draft: Draft, *, answers: bool) -> Iterator[ListLine]:
    """What is known of a question besides what is asked.

    The id stands behind the difficulty: on a line of its own it would begin the next question.
    """
    if not answers:
        return
    if draft.kind is Kind.CASE and draft.explain:
        yield _field("解析", draft.explain)
    told = (("专题", draft.topic), ("层次", draft.level), ("出处", draft.basis))
    yield from (_field(label, text) for label, text in (*told, ("标签", "；".join(draft.tags))) if text)
    yield _field("难度", f"{draft.difficulty} 【编号】{draft.source_id}")


def _below(draft: Draft) -> Iterator[ListLine]:
    if draft.picture is not None:
        yield ListLine(LineKind.PICTURE, draft.picture.alt, picture=draft.picture)
    if draft.table:
        yield ListLine(LineKind.TABLE, table=draft.table)


def stem_in_words(draft: Draft) -> str:
    """The stem, as a file of words has it: below it a picture in words and the lines of a table."""
    lines = [draft.stem]
    if draft.picture is not None:
        lines.append(f"［图：{draft.picture.alt or '没有说明'}］")
    lines += ["｜".join(row) for row in draft.table]
    return "\n".join(lines)


def _asked(draft: Draft, aside: Aside, number: int, *, answers: bool) -> Iterator[ListLine]:
    first, *more = _lines(draft.stem) or [""]
    if not answers and draft.kind in BRACKETED:
        *before, last = (first, *more)
        first, *more = (*before, f"{last}（　　）")
    yield ListLine(LineKind.STEM, first, f"{number}. ")
    yield from (ListLine(LineKind.TEXT, line) for line in more)
    if aside.words and not answers:
        yield ListLine(LineKind.TEXT, aside.words)
    yield from _below(draft)
    items, key = answered(draft)
    yield from (_bracketed(one) for one in items) if not answers and draft.kind is Kind.MATCHING else items
    if not answers:
        yield from _room(draft)
        return
    if isinstance(key, str):
        yield _field("答案", key)
    else:
        yield ListLine(LineKind.FIELD, label="答案：")
        yield from key
    if draft.explain:
        yield _field("解析", draft.explain)
    if aside.words or aside.bands:
        yield _field("备注", "；".join((aside.words, *aside.bands)))


def _bracketed(item: ListLine) -> ListLine:
    """An item on the left of a 配对 with room for a letter; the others as they are."""
    return replace(item, text=f"{item.text}（　　）") if item.label.startswith("(") else item


def _room(draft: Draft) -> Iterator[ListLine]:
    """Where a candidate puts an order or writes."""
    if draft.kind is Kind.ORDERING:
        yield ListLine(LineKind.TEXT, f"正确次序：{'→'.join(['（　　）'] * len(draft.items))}")
    elif draft.kind in {Kind.SHORT, Kind.ESSAY}:
        yield from [ListLine(LineKind.ROOM)] * (
            _LINES_OF_SHORT if draft.kind is Kind.SHORT else _LINES_OF_ESSAY
        )


def answered(draft: Draft) -> tuple[list[ListLine], str | list[ListLine]]:
    """What stands under letters or numbers, the key in these."""
    kind = draft.kind
    if kind is None:
        raise TypeError
    match traits_of(kind).answering:
        case Answering.LETTERS:
            return list(_options(draft)), "".join(one.letter for one in draft.options if one.right)
        case Answering.TRUTH:
            return [], truth_mark(truth=draft.truth is True)
        case Answering.BLANKS:
            return [], "｜".join("；".join(blank) for blank in draft.blanks)
        case Answering.PAIRS:
            return _pairs(draft)
        case Answering.SEQUENCE:
            return _sequence(draft)
        case Answering.LINES:
            return [], draft.scoring[0].text if len(draft.scoring) == 1 else list(_points(draft))
        case Answering.PARTS:
            raise TypeError(kind)
        case unknown:
            assert_never(unknown)


def _options(draft: Draft) -> Iterator[ListLine]:
    for option in draft.options:
        yield _item(option.letter, option.text)
        if option.picture is not None:
            yield ListLine(LineKind.PICTURE, option.picture.alt, picture=option.picture)
    if not all(option.letter for option in draft.options):
        message = "选项超过 26 个，没有字母可用"
        raise CannotHold(message)


def _item(letter: str, text: str) -> ListLine:
    """An option or an item on one line."""
    return ListLine(LineKind.ITEM, " ".join(without_unfit(text).split("\n")), f"{letter}. ")


def _pairs(draft: Draft) -> tuple[list[ListLine], str]:
    """Numbered on the left, lettered on the right in an order that tells nothing."""
    rights = (*(pair.right for pair in draft.pairs), *(one.text for one in draft.extra))
    body = MatchingBody.model_validate(
        {
            "kind": "matching",
            "stem": draft.stem,
            "pairs": [{"left": pair.left, "right": pair.right} for pair in draft.pairs],
            "wrong": [{"text": one.text} for one in draft.extra],
        }
    )
    count = len(draft.pairs)
    order = [index - count for index in neutral_order(body, draft.source_id)[count:]]
    order = [*_kept(order, count)]
    letters = _letters(len(rights))
    lefts = [ListLine(LineKind.ITEM, pair.left, f"({at}) ") for at, pair in enumerate(draft.pairs, 1)]
    shown = [_item(letter, rights[index]) for letter, index in zip(letters, order, strict=True)]
    key = "，".join(f"{at + 1}-{letters[order.index(at)]}" for at in range(count))
    return [*lefts, *shown], key


def _kept(order: Sequence[int], pairs: int) -> Iterator[int]:
    """The same places for partners and for those that belong to none, the latter as they are written."""
    extra = iter(sorted(index for index in order if index >= pairs))
    return (next(extra) if index >= pairs else index for index in order)


def _sequence(draft: Draft) -> tuple[list[ListLine], str]:
    body = OrderingBody.model_validate({"kind": "ordering", "stem": draft.stem, "items": draft.items})
    order = neutral_order(body, draft.source_id)
    letters = _letters(len(order))
    shown = [_item(letter, draft.items[index]) for letter, index in zip(letters, order, strict=True)]
    return shown, "".join(letters[order.index(at)] for at in range(len(order)))


def _letters(count: int) -> str:
    return "".join(chr(ord("A") + at) for at in range(count))


def _points(draft: Draft) -> Iterator[ListLine]:
    shares: tuple[Fraction | None, ...] = tuple(point.share for point in draft.scoring)
    weights = whole_weights(equal_shares(shares)) if any(one is not None for one in shares) else ()
    for at, point in enumerate(draft.scoring):
        worth = f"（{weights[at]}分）" if weights else ""
        yield ListLine(LineKind.ITEM, f"{' '.join(_lines(point.text))}{worth}", f"（{at + 1}）")
