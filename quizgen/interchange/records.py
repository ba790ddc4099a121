"""Drafts made records of a bank: every draft as the bank would write it, or why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from typing import Any

from quizgen.errors import Problem
from quizgen.interchange.draft import Draft, DraftOption, DraftPicture
from quizgen.interchange.letters_said import explained
from quizgen.interchange.model_answer import pieces_of
from quizgen.interchange.tidy import (
    tidy,
    tidy_option,
    tidy_stem,
    unreadable_formula,
    without_bad_formulas,
)
from quizgen.interchange.words_said import difficulty_of, level_of, topic_of
from quizgen.markup import blank_count
from quizgen.model.bookkeeping import Difficulty
from quizgen.model.kinds import KIND_TITLES, Kind
from quizgen.model.question import MOST_LETTERED
from quizgen.model.rule import Rule
from quizgen.model.rules.imports import (
    N006,
    N101,
    N103,
    N104,
    N201,
    N202,
    N204,
    N208,
    N210,
)

OTHER_TOPIC = "未分类"
"""The topic of a question whose file says none."""
RecordData = Mapping[str, Any]
PlacePicture = Callable[[DraftPicture], str]
"""Keeps a picture, returns its path as a bank file writes it. Raises NoUse, with the reason."""


class NoUse(ValueError):
    """Something that a bank cannot hold; the sentence says why, ``rule`` of what sort it is."""

    def __init__(self, reason: str, rule: Rule = N101) -> None:
        super().__init__(reason)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class MadeRecord:
    """What became of a draft: the record without its id (None: refused).

    ``order`` has the options as they stood in the file; ``doubts`` and ``refusals`` are the draft's with what
    was found here, ``notes`` say what was changed on the way, or lost.
    """

    draft: Draft
    fields: RecordData | None
    order: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()
    refusals: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look before it is used."""
        return bool(self.doubts) and not self.refusals

    def refused(self, *reasons: Problem) -> MadeRecord:
        """The same, refused."""
        return replace(self, fields=None, refusals=(*self.refusals, *reasons))


def problem_of(draft: Draft, rule: Rule, message: str, hint: str | None = None) -> Problem:
    """Something about a draft, at its place in the file."""
    where = f"第 {draft.number} 题" if draft.number else ""
    mend = rule.mend if hint is None else hint
    return Problem(draft.shown_as, draft.line, rule.id, message, mend, where, draft.spot)


@dataclass(slots=True)
class _Told:
    """What is said of a draft while its record is made."""

    draft: Draft
    doubts: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    tidied: bool = False

    def doubt(self, rule: Rule, message: str) -> None:
        self.doubts.append(problem_of(self.draft, rule, message))

    def note(self, rule: Rule, message: str) -> None:
        self.notes.append(problem_of(self.draft, rule, message, ""))

    def text(self, text: str, made: str) -> str:
        """A text that was tidied, its formulas looked at."""
        self.tidied |= made != text
        if source := unreadable_formula(made):
            self.doubt(N006, f"公式 ${source}$ 读不懂，照文字收下")
            made = without_bad_formulas(made)
        return made


def make(draft: Draft, keep: PlacePicture, topic: str = OTHER_TOPIC) -> MadeRecord:
    """The record of a draft as a plain bank writes it; ``topic`` is for drafts that say none."""
    told = _Told(draft)
    if draft.kind is None or draft.refusals:
        reasons = draft.refusals or (problem_of(draft, N101, "认不出是哪种题"),)
        return MadeRecord(draft, None, refusals=reasons, doubts=draft.doubts)
    try:
        body = _body(draft, told, keep)
    except NoUse as reason:
        return MadeRecord(
            draft, None, refusals=(problem_of(draft, reason.rule, str(reason)),), doubts=draft.doubts
        )
    fields = {**body, **_about(draft, told, topic), **_explained(draft, told)}
    if told.tidied:
        told.note(N201, "改写了标点、空白或符号")
    order = tuple(tidy_option(option.text) for option in draft.options)
    return MadeRecord(draft, fields, order, (*draft.doubts, *told.doubts), (), tuple(told.notes))


def _body(draft: Draft, told: _Told, keep: PlacePicture) -> dict[str, Any]:
    """What is asked. Raises NoUse."""
    kind = draft.kind
    assert kind is not None  # noqa: S101 - ``make`` and ``_parts`` looked
    below = _below(draft, told, keep)
    if kind is Kind.CASE:
        text = told.text(draft.stem, tidy_stem(draft.stem, blanks=False))
        return {"kind": kind.value, "text": _said(text, "材料"), **below, "parts": _parts(draft, told, keep)}
    blanks = kind is Kind.FILL
    stem = tidy_stem(draft.stem, blanks=blanks, statement=kind is Kind.TRUE_FALSE)
    stem = _said(told.text(draft.stem, stem), "题干")
    return {"kind": kind.value, "stem": stem, **below, **_answered(draft, kind, stem, told)}


def _said(text: str, what: str) -> str:
    if not text:
        message = f"没有{what}"
        raise NoUse(message)
    return text


def _below(draft: Draft, told: _Told, keep: PlacePicture) -> dict[str, Any]:
    """The picture and the table below a stem."""
    below: dict[str, Any] = {}
    if draft.picture is not None:
        below["image"] = keep(draft.picture)
        if draft.picture.width_mm is not None:
            below["width"] = f"{min(160, max(10, round(draft.picture.width_mm)))}mm"
        if alt := tidy(draft.picture.alt):
            below["alt"] = alt
    if draft.table:
        below["table"] = [[told.text(cell, tidy(cell)) for cell in row] for row in draft.table]
    return below


def _answered(draft: Draft, kind: Kind, stem: str, told: _Told) -> dict[str, Any]:
    """What only this kind has: options, answers, points."""
    match kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return _choice(draft, told)
        case Kind.TRUE_FALSE:
            if draft.truth is None:
                raise NoUse(N104.title, N104)
            return {"answer": draft.truth}
        case Kind.FILL:
            return _filled(draft, stem, told)
        case Kind.MATCHING:
            return _matched(draft, told)
        case Kind.ORDERING:
            items = [told.text(item, tidy_option(item)) for item in draft.items]
            _within(len(items), 3, MOST_LETTERED, "要排序的项")
            return {"items": items}
        case Kind.SHORT | Kind.ESSAY:
            return {"points_for": _points(draft, told)}
        case _:  # a case within a case; a kind of which the import has not heard
            message = f"{KIND_TITLES[kind]}这样收不进来"
            raise NoUse(message)


def _within(count: int, least: int, most: int, what: str) -> None:
    if not least <= count <= most:
        message = f"{what}有 {count} 个，应当是 {least} 至 {most} 个"
        raise NoUse(message)


def _choice(draft: Draft, told: _Told) -> dict[str, Any]:
    if any(option.picture is not None for option in draft.options):
        raise NoUse(N103.title, N103)
    if any(option.right is None for option in draft.options):
        raise NoUse(N104.title, N104)
    right = [_option(option, told) for option in draft.options if option.right]
    wrong = [_wrong(option, told) for option in draft.options if not option.right]
    if not right:
        raise NoUse(N104.title, N104)
    if not wrong:
        message = "全部选项都是对的，题库的选择题至少要有一个错的选项"
        raise NoUse(message)
    if draft.kind is Kind.SINGLE:
        _within(len(right), 1, 1, "单选题的正确项")
    elif len(right) == 1:
        message = "多选题只有一个正确项"
        raise NoUse(message)
    last = [tidy_option(option.text) for option in draft.options if option.last]
    return {"correct": right, "wrong": wrong, **({"last": last} if last else {})}


def _option(option: DraftOption, told: _Told) -> str:
    return _said(told.text(option.text, tidy_option(option.text)), "选项的文字")


def _wrong(option: DraftOption, told: _Told) -> dict[str, str]:
    why = told.text(option.why, tidy(option.why))
    return {"text": _option(option, told), **({"why": why} if why else {})}


def _filled(draft: Draft, stem: str, told: _Told) -> dict[str, Any]:
    answers = [[told.text(text, tidy(text)) for text in group if text.strip()] for group in draft.blanks]
    if not answers or not all(answers):
        raise NoUse(N104.title, N104)
    if (holes := blank_count(stem)) != len(answers):
        message = f"题干里有 {holes} 个空，答案有 {len(answers)} 个"
        raise NoUse(message)
    any_order = draft.any_order and len(answers) > 1
    groups = [list(dict.fromkeys(group)) for group in answers]
    return {"answers": groups, **({"any_order": True} if any_order else {})}


def _matched(draft: Draft, told: _Told) -> dict[str, Any]:
    sides = [{"left": pair.left, "right": pair.right} for pair in draft.pairs]
    pairs = [{side: told.text(text, tidy_option(text)) for side, text in pair.items()} for pair in sides]
    _within(len(pairs), 2, MOST_LETTERED, "配对")
    extra = [_wrong(option, told) for option in draft.extra]
    _within(len(pairs) + len(extra), 2, MOST_LETTERED, "右边的项")
    return {"pairs": pairs, **({"wrong": extra} if extra else {})}


def _points(draft: Draft, told: _Told) -> list[dict[str, Any]]:
    """The scoring points, or the model answer taken apart. Raises NoUse where there is neither."""
    if draft.scoring:
        points = [(told.text(one.text, tidy(one.text)), one.share) for one in draft.scoring]
    else:
        pieces = [told.text(piece, tidy_option(piece)) for piece in pieces_of(draft.sample)]
        points = [(piece, None) for piece in dict.fromkeys(pieces) if piece]
        if len(points) > 1:
            told.note(N210, f"参考答案拆成 {len(points)} 个采分点，平分")
    if not points:
        raise NoUse(N104.title, N104)
    shares = _shares([share for _, share in points])
    return [
        {"point": _said(text, "采分点的文字"), **({"share": str(share)} if share is not None else {})}
        for (text, _), share in zip(points, shares, strict=True)
    ]


def _shares(shares: Sequence[Fraction | None]) -> Sequence[Fraction | None]:
    """The shares as written where they add up, else none."""
    known = [share for share in shares if share is not None and share > 0]
    whole = len(known) == len(shares) and sum(known) == 1
    return known if whole else [None] * len(shares)


def _parts(draft: Draft, told: _Told, keep: PlacePicture) -> list[dict[str, Any]]:
    _within(len(draft.parts), 2, 6, "小题")
    points = [part.points for part in draft.parts]
    total = sum((one for one in points if one is not None), Fraction())
    shares = _shares([one / total if one and total else None for one in points])
    parts: list[dict[str, Any]] = []
    for number, (part, share) in enumerate(zip(draft.parts, shares, strict=True), 1):
        if part.kind is None or part.refusals:
            reason = next((one.message for one in part.refusals), "认不出是哪种题")
            message = f"第 {number} 小题：{reason}"
            raise NoUse(message)
        inside = _Told(part)
        try:
            body = _body(part, inside, keep)
        except NoUse as error:
            message = f"第 {number} 小题：{error}"
            raise NoUse(message, error.rule) from error
        told.doubts += (*part.doubts, *inside.doubts)
        told.tidied |= inside.tidied
        told.notes += inside.notes
        parts.append(
            {**body, **({"share": str(share)} if share is not None else {}), **_explained(part, told)}
        )
    return parts


def _explained(draft: Draft, told: _Told) -> dict[str, str]:
    text = explained(draft.explain, {option.letter: tidy_option(option.text) for option in draft.options})
    text = told.text(draft.explain, tidy(text))
    return {"explain": text} if text else {}


def _about(draft: Draft, told: _Told, other: str) -> dict[str, str]:
    """Where a question belongs, how hard it is, what it rests on."""
    topic = topic_of(draft.topic) or other
    if draft.topic.strip(" /") and topic != draft.topic.strip(" /"):
        told.note(N208, f"专题“{draft.topic.strip()}”写作“{topic}”")
    difficulty = difficulty_of(draft.difficulty)
    if difficulty is None:
        said = f"“{draft.difficulty}”看不出是易、中、难" if draft.difficulty else "没有写难度"
        told.note(N204, f"{said}，作“中”")
    about = {"topic": topic, "difficulty": str(difficulty or Difficulty.MEDIUM)}
    if draft.level:
        if level := level_of(draft.level):
            about["level"] = str(level)
        else:
            told.note(N202, f"层次“{draft.level}”不是记忆、理解、应用")
    if basis := tidy(draft.basis):
        about["basis"] = told.text(draft.basis, basis)
    if draft.tags:
        told.note(N202, f"标签：{'、'.join(draft.tags)}")
    return about


def texts_asked(fields: RecordData) -> Iterator[str]:
    """What tells a question from another: its stem, its options, its items."""
    yield str(fields.get("stem") or fields.get("text"))
    yield from chain(fields.get("correct", ()), fields.get("items", ()))
    yield from (option["text"] for option in fields.get("wrong", ()))
    yield from (text for pair in fields.get("pairs", ()) for text in pair.values())
    for part in fields.get("parts", ()):
        yield from texts_asked(part)
