"""Answer sheets on disk instead of in memory: added in any order, given back sorted by 编号."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from quizgen.files.line_spool import LineSpool
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.records.answers_file import DamagedAnswers, SheetWriter, parse_sheet


class SheetSpool:
    """The sheets as lines of ``answers.jsonl``; in memory stay the 编号 and where each line begins.

    Raises CannotWrite, CannotRead.
    """

    def __init__(self, spool: LineSpool) -> None:
        self._spool = spool
        self._writer = SheetWriter()
        self._numbers: list[str] = []
        self._withdrawn: set[int] = set()

    def add(self, sheet: AnswerSheet) -> None:
        """One more sheet."""
        if sheet.attendance is Attendance.WITHDRAWN:
            self._withdrawn.add(len(self._numbers))
        self._numbers.append(sheet.candidate.number)
        self._spool.add(self._writer.json(sheet).encode())

    def sheets(self, *, without: Collection[str] = ()) -> SpooledSheets:
        """All sheets but those of some people. Nothing may be added afterwards."""
        numbers = self._numbers
        places = [place for place in range(len(numbers)) if numbers[place] not in without]
        places.sort(key=numbers.__getitem__)
        return SpooledSheets(self._spool, numbers, places, self._withdrawn)


class SpooledSheets(Iterable[AnswerSheet]):
    """Sheets sorted by 编号, which can be gone through again and again."""

    def __init__(
        self, spool: LineSpool, numbers: list[str], places: list[int], withdrawn: Collection[int]
    ) -> None:
        self._spool = spool
        self._numbers = numbers
        self._places = places
        self.only_withdrawn = all(place in withdrawn for place in places)
        """Whether everybody has withdrawn, so that nothing is to be marked."""

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[AnswerSheet]:
        for at, line in enumerate(self.lines(), 1):
            sheet = parse_sheet(line)
            if sheet is None:
                raise DamagedAnswers(self._spool.path, at)
            yield sheet

    @property
    def numbers(self) -> Iterator[str]:
        """The 编号, sorted."""
        return (self._numbers[place] for place in self._places)

    def lines(self) -> Iterator[bytes]:
        """The lines of ``answers.jsonl``."""
        return self._spool.lines(self._places)
