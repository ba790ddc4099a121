"""What markers are given who mark blind: answers cut out of scanned sheets, under opaque numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizgen.entry.blind import blind_answers, blind_number
from quizgen.entry.blind_marks import BlindAnswer, blind_workbook
from quizgen.entry.exam import EntryExam
from quizgen.entry.from_scans import ScanAccounts, scan_accounts
from quizgen.entry.marks import Asked
from quizgen.entry.read_marks import MarkKey
from quizgen.entry.scan_doubts import IDENTITIES, DoubtKind, PagePart
from quizgen.errors import QuizgenError
from quizgen.files.text import file_digest
from quizgen.model.scan_decisions import WHOLE_PAGE
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import FORMS, KEY, SCAN_PAGES
from quizgen.records.scans_file import scan_decisions, scanned_pages
from quizgen.workflows.scan_pictures import PagePictures

MOST_BYTES = 80_000_000
"""Pictures in one workbook: one of more than 100 MB is not read back."""
_NAMED = 8


class TooManyAnswers(QuizgenError):
    """More pictures than a workbook can hold."""

    def __init__(self, answers: int) -> None:
        super().__init__(
            f"要盲评的答卷有 {answers} 份，图超过 {MOST_BYTES // 1_000_000} MB，"
            "一份 Excel 装不下，没有写出评分表；人多的考试请用 exam split 按单位分发，各单位自己评。"
        )


@dataclass(frozen=True)
class BlindMarking:
    """The scans of an exam as far as markers need them; ``None`` stands for an exam without such scans."""

    folder: ExamFolder
    accounts: ScanAccounts

    @property
    def waits_for(self) -> str:
        """Why nobody can be given answers yet, in Chinese; empty: nothing is in the way."""
        kinds = {*IDENTITIES, DoubtKind.DIFFER, DoubtKind.TWICE}
        open_ = [one for one in self.accounts.doubts if one.item == WHOLE_PAGE or one.kind in kinds]
        return f"还有 {len(open_)} 处（答题卡是谁的、整页算不算）没有核对" if open_ else ""

    def workbook(self, asked: Iterable[Asked], marker: int) -> bytes:
        """The workbook of the first, second, third marker. Raises TooManyAnswers, CannotRead."""
        wanted = list(asked)
        pictures = PagePictures(self.folder.path)
        answers: list[BlindAnswer] = []
        size = 0
        for one in wanted:
            parts, blank = self._parts(one)
            png = pictures.written(parts)
            size += len(png or b"")
            if size > MOST_BYTES:
                raise TooManyAnswers(len(wanted))
            number = blind_number(_key(self.folder), marker, *one.key)
            answers.append(BlindAnswer(number, one.place, png, blank))
        return blind_workbook(self.folder.exam.title, answers)

    def without_picture(self, asked: Iterable[Asked], marker: int) -> str:
        """Whose answers a marker has to be given on paper, in Chinese; empty: nobody's."""
        bare = [one for one in asked if not self._parts(one)[0]]
        named = "；".join(
            f"盲号 {blind_number(_key(self.folder), marker, *one.key)} 是编号 {one.candidate}"
            f"第 {one.place.number} 题"
            for one in bare[:_NAMED]
        )
        more = f" 等 {len(bare)} 份" if len(bare) > _NAMED else ""
        return f"没有切图，要把答卷（遮住姓名）给评卷人：{named}{more}" if bare else ""

    def _parts(self, one: Asked) -> tuple[Sequence[PagePart], bool]:
        """Where an answer stands, in order, and whether there is no ink in any of it."""
        person = self.accounts.people.get(one.candidate)
        boxes = sorted(
            (
                (box, page)
                for page in (() if person is None else person.pages)
                for box in page.written
                if box.question == one.place.number and page.form_code == one.form
            ),
            key=lambda pair: pair[0].part,
        )
        return [(page, box.box) for box, page in boxes], all(box.blank for box, _ in boxes)


def blind_marking(folder: ExamFolder, exam: EntryExam) -> BlindMarking | None:
    """The scans that answers are cut out of; None: there are none. Raises CannotRead, BrokenExamFolder."""
    if not (folder.path / SCAN_PAGES).is_file():
        return None
    pages = scanned_pages(folder.path)
    if not any(one.written for one in pages):
        return None
    return BlindMarking(folder, scan_accounts(pages, scan_decisions(folder.path), exam))


def _key(folder: ExamFolder) -> bytes:
    """What opaque numbers follow from: the exam's key; in a unit's folder, which has none, its forms."""
    if (folder.path / KEY).is_file():
        return folder.key
    return bytes.fromhex(file_digest(folder.path / FORMS))


def whose_answers(
    folder: ExamFolder, asked: Mapping[MarkKey, Asked], waiting: Iterable[str]
) -> Callable[[int], Callable[[], Mapping[str, MarkKey]]]:
    """For each marker, whose the answers of opaque numbers are; worked out when a sheet has such numbers."""

    def of(marker: int) -> Callable[[], Mapping[str, MarkKey]]:
        def answers() -> Mapping[str, MarkKey]:
            people = dict.fromkeys((*(one for one, _ in asked), *waiting))
            return blind_answers(_key(folder), marker, people, dict.fromkeys(item for _, item in asked))

        return answers

    return of


def open_states(exam: EntryExam, known: Iterable[str]) -> str:
    """Of whom nobody has said yet whether they came, in Chinese; empty: of all it is known."""
    said = set(known)
    found = [one for one in exam.candidates if one not in said and one not in exam.withdrawn]
    named = "、".join(found[:_NAMED]) + (f" 等 {len(found)} 人" if len(found) > _NAMED else "")
    return f"编号 {named} 还没有登记（没有扫描到答题卡；缺考的在 answers.csv 里填状态）" if found else ""
