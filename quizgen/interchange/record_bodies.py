"""What is asked, as a bank file writes it: the stem, what stands below it, the answers of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from quizgen.interchange.draft import Draft
from quizgen.interchange.letters_said import explained
from quizgen.interchange.model_answer import pieces_of
from quizgen.interchange.record_options import choice_fields, figure_fields, option_names, wrong_option
from quizgen.interchange.record_told import NoUse, PlacePicture, RecordTold, said_text
from quizgen.interchange.tidy import tidy, tidy_option, tidy_stem
from quizgen.markup import blank_count
from quizgen.model.kinds import KIND_TITLES, Kind
from quizgen.model.question import MOST_LETTERED
from quizgen.model.rules.imports import N104, N210


def body_fields(draft: Draft, told: RecordTold, keep: PlacePicture) -> dict[str, Any]:
    """What is asked. Raises NoUse."""
    kind = draft.kind
    assert kind is not None  # noqa: S101 - ``make`` and ``_parts`` looked
    below = _below(draft, told, keep)
    if kind is Kind.CASE:
        text = told.text(draft.stem, tidy_stem(draft.stem, blanks=False))
        return {
            "kind": kind.value,
            "text": said_text(text, "材料"),
            **below,
            "parts": _parts(draft, told, keep),
        }
    blanks = kind is Kind.FILL
    stem = tidy_stem(draft.stem, blanks=blanks, statement=kind is Kind.TRUE_FALSE)
    stem = said_text(told.text(draft.stem, stem), "题干")
    return {"kind": kind.value, "stem": stem, **below, **_answered(draft, kind, stem, told, keep)}


def _below(draft: Draft, told: RecordTold, keep: PlacePicture) -> dict[str, Any]:
    """The picture and the table below a stem."""
    below: dict[str, Any] = {}
    if draft.picture is not None:
        below.update(figure_fields(draft.picture, keep))
    if draft.table:
        below["table"] = [[told.text(cell, tidy(cell)) for cell in row] for row in draft.table]
    return below


def _answered(draft: Draft, kind: Kind, stem: str, told: RecordTold, keep: PlacePicture) -> dict[str, Any]:
    """What only this kind has: options, answers, points."""
    match kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return choice_fields(draft, told, keep)
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


def _filled(draft: Draft, stem: str, told: RecordTold) -> dict[str, Any]:
    answers = [[told.text(text, tidy(text)) for text in group if text.strip()] for group in draft.blanks]
    if not answers or not all(answers):
        raise NoUse(N104.title, N104)
    if (holes := blank_count(stem)) != len(answers):
        message = f"题干里有 {holes} 个空，答案有 {len(answers)} 个"
        raise NoUse(message)
    any_order = draft.any_order and len(answers) > 1
    groups = [list(dict.fromkeys(group)) for group in answers]
    return {"answers": groups, **({"any_order": True} if any_order else {})}


def _matched(draft: Draft, told: RecordTold) -> dict[str, Any]:
    sides = [{"left": pair.left, "right": pair.right} for pair in draft.pairs]
    pairs = [{side: told.text(text, tidy_option(text)) for side, text in pair.items()} for pair in sides]
    _within(len(pairs), 2, MOST_LETTERED, "配对")
    extra = [wrong_option(option, told) for option in draft.extra]
    _within(len(pairs) + len(extra), 2, MOST_LETTERED, "右边的项")
    return {"pairs": pairs, **({"wrong": extra} if extra else {})}


def _points(draft: Draft, told: RecordTold) -> list[dict[str, Any]]:
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
        {"point": said_text(text, "采分点的文字"), **({"share": str(share)} if share is not None else {})}
        for (text, _), share in zip(points, shares, strict=True)
    ]


def _shares(shares: Sequence[Fraction | None]) -> Sequence[Fraction | None]:
    """The shares as written where they add up, else none."""
    known = [share for share in shares if share is not None and share > 0]
    whole = len(known) == len(shares) and sum(known) == 1
    return known if whole else [None] * len(shares)


def _parts(draft: Draft, told: RecordTold, keep: PlacePicture) -> list[dict[str, Any]]:
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
        inside = RecordTold(part)
        try:
            body = body_fields(part, inside, keep)
        except NoUse as error:
            message = f"第 {number} 小题：{error}"
            raise NoUse(message, error.rule) from error
        told.doubts += (*part.doubts, *inside.doubts)
        told.tidied |= inside.tidied
        told.notes += inside.notes
        parts.append(
            {**body, **({"share": str(share)} if share is not None else {}), **explained_fields(part, told)}
        )
    return parts


def explained_fields(draft: Draft, told: RecordTold) -> dict[str, str]:
    """The explanation, where there is one."""
    names = dict(zip((option.letter for option in draft.options), option_names(draft), strict=True))
    text = explained(draft.explain, names)
    text = told.text(draft.explain, tidy(text))
    return {"explain": text} if text else {}
