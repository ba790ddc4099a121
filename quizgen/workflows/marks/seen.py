"""The scanned sheet behind an answer: where it stands, what was read there, who looked at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.entry.scan_doubts import PagePart, boxes_by_question, by_question, row_of, typed
from quizgen.errors import CannotWrite
from quizgen.files.safe import PRIVATE_FOLDER, reason_of, write_new
from quizgen.model.names import file_stems
from quizgen.model.scan_decisions import DecisionWay, ScanDecision
from quizgen.model.scanned import PageReading, WrittenReading
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.scans_file import scan_decisions
from quizgen.workflows.marks.scanned import has_scans, scans_now
from quizgen.workflows.scan_pictures import PagePictures

_WAYS = {
    DecisionWay.CHECKED: "核对",
    DecisionWay.AUDITED: "抽查",
    DecisionWay.SETTLED: "定为",
    DecisionWay.ACCEPTED: "没有核对就接受",
}


_INK, _NO_INK = "手写（见图）", "空白"
"""What is said of a box that answers are written in."""


@dataclass(frozen=True, slots=True)
class SeenScan:
    """What a scan shows of one answer.

    ``place`` is the file and page, ``read`` the clear marks in letters, ``doubts`` why somebody was asked,
    ``decisions`` who said what, ``parts`` where to look.
    """

    place: str
    read: str
    doubts: tuple[str, ...]
    decisions: tuple[str, ...]
    parts: tuple[PagePart, ...]


def seen_scans(folder: ExamFolder, number: str) -> Mapping[str, SeenScan]:
    """What the scans show of a person's answers, by printed number. Raises CannotRead, BrokenExamFolder."""
    if not has_scans(folder):
        return {}
    person = scans_now(folder).people.get(number)
    decided: dict[tuple[str, str], list[ScanDecision]] = {}
    for one in scan_decisions(folder.path):
        decided.setdefault((one.page, one.item), []).append(one)
    found: dict[str, SeenScan] = {}
    for page in () if person is None else person.pages:
        for item, readings in by_question(page.questions).items():
            found[item] = SeenScan(
                place=str(page.place),
                read=typed(readings),
                doubts=tuple(dict.fromkeys(doubt.value for one in readings for doubt in one.doubts)),
                decisions=tuple(map(_said, decided.get((page.digest, item), ()))),
                parts=(row_of(page, readings),),
            )
        for item, boxes in boxes_by_question(page).items():
            said = tuple(map(_said, decided.get((page.digest, item), ())))
            more = _written(page, boxes, said)
            found[item] = more if item not in found else _joined(found[item], more)
    return found


def _written(page: PageReading, boxes: Sequence[WrittenReading], said: tuple[str, ...]) -> SeenScan:
    """What is seen of an answer in words: a person reads it."""
    read = _NO_INK if all(one.blank for one in boxes) else _INK
    return SeenScan(str(page.place), read, (), said, tuple((page, one.box) for one in boxes))


def _joined(first: SeenScan, more: SeenScan) -> SeenScan:
    """An answer that goes on on another page."""
    read = _INK if _INK in {first.read, more.read} else _NO_INK
    place = f"{first.place}、{more.place}"
    decisions = (*first.decisions, *more.decisions)
    return SeenScan(place, read, first.doubts, decisions, (*first.parts, *more.parts))


def _said(one: ScanDecision) -> str:
    """``李四，2026-12-03，核对：B``."""
    why = f"（{one.reason}）" if one.reason else ""
    return f"{one.stamp.by or '未写姓名'}，{one.stamp.time:%Y-%m-%d}，{_WAYS[one.way]}：{one.answer}{why}"


@dataclass(frozen=True, slots=True)
class PictureWritten:
    """The picture of an answer's row: the printed number, the file (None: the scan's picture was purged)."""

    item: str
    file: Path | None


def write_pictures(
    exam: Path, number: str, scans: Iterable[tuple[str, SeenScan]], to: Path
) -> Iterator[PictureWritten]:
    """Write the picture of every row as a PNG, ``编号-题号.png``; existing files are not written over.

    Raises AlreadyExists, CannotRead, CannotWrite.
    """
    pictures = PagePictures(exam)
    try:
        to.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(to, reason_of(error)) from error
    stem = file_stems([number])[number]
    for item, seen in scans:
        png = pictures.png(seen.parts)
        file = to / f"{stem}-{item}.png"
        if png is not None:
            write_new(file, png)
        yield PictureWritten(item, None if png is None else file)
