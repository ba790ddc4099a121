"""The options of a draft as a bank file writes them: words, pictures, what stays last."""

from __future__ import annotations

from typing import Any

from quizgen.interchange.draft import Draft, DraftOption, DraftPicture
from quizgen.interchange.record_told import NoUse, PlacePicture, RecordTold, said_text
from quizgen.interchange.tidy import tidy, tidy_option
from quizgen.model.kinds import Kind
from quizgen.model.rules.imports import N104

_CALLED = "甲乙丙丁戊己庚辛壬癸"
"""What pictures are called of which the file says nothing, in the order of the file."""


def option_names(draft: Draft) -> tuple[str, ...]:
    """What the options are called, in the order of the file: their words, else what their pictures show."""
    return tuple(tidy_option(one.text) or _alt(one.picture, place) for place, one in enumerate(draft.options))


def choice_fields(draft: Draft, told: RecordTold, keep: PlacePicture) -> dict[str, Any]:
    """The right and the wrong options. Raises NoUse."""
    if any(option.right is None for option in draft.options) or not any(one.right for one in draft.options):
        raise NoUse(N104.title, N104)
    numbered = list(enumerate(draft.options))
    right = [_right(option, place, told, keep) for place, option in numbered if option.right]
    wrong = [_wrong(option, place, told, keep) for place, option in numbered if not option.right]
    if draft.kind is Kind.SINGLE and (len(right) > 1 or not wrong):
        message = "单选题要有一个对的选项、一个以上错的选项"
        raise NoUse(message)
    if draft.kind is Kind.MULTIPLE and len(right) == 1:
        message = "多选题只有一个正确项"
        raise NoUse(message)
    last = [name for name, one in zip(option_names(draft), draft.options, strict=True) if one.last]
    return {"correct": right, **({"wrong": wrong} if wrong else {}), **({"last": last} if last else {})}


def _right(option: DraftOption, place: int, told: RecordTold, keep: PlacePicture) -> str | dict[str, str]:
    shown = _shown(option, place, told, keep)
    return shown if "image" in shown else shown["text"]


def _wrong(option: DraftOption, place: int, told: RecordTold, keep: PlacePicture) -> dict[str, str]:
    return {**_shown(option, place, told, keep), **_why(option, told)}


def _shown(option: DraftOption, place: int, told: RecordTold, keep: PlacePicture) -> dict[str, str]:
    """The words and the picture of an option. Raises NoUse where there is neither."""
    text = told.text(option.text, tidy_option(option.text))
    if option.picture is None:
        return {"text": said_text(text, "选项的文字")}
    words = {"text": text} if text else {}
    return {**words, **figure_fields(option.picture, keep), "alt": _alt(option.picture, place)}


def _alt(picture: DraftPicture | None, place: int) -> str:
    alt = tidy(picture.alt) if picture is not None else ""
    return alt or f"图{_CALLED[place % len(_CALLED)]}"


def figure_fields(picture: DraftPicture, keep: PlacePicture) -> dict[str, str]:
    """A picture with its width and its description. Raises NoUse."""
    below = {"image": keep(picture)}
    if picture.width_mm is not None:
        below["width"] = f"{min(160, max(10, round(picture.width_mm)))}mm"
    if alt := tidy(picture.alt):
        below["alt"] = alt
    return below


def wrong_option(option: DraftOption, told: RecordTold) -> dict[str, str]:
    """A wrong option of words alone. Raises NoUse."""
    text = told.text(option.text, tidy_option(option.text))
    return {"text": said_text(text, "选项的文字"), **_why(option, told)}


def _why(option: DraftOption, told: RecordTold) -> dict[str, str]:
    why = told.text(option.why, tidy(option.why))
    return {"why": why} if why else {}
