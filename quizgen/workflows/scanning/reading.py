"""Reading the pages of files, in one process or several: readings with the pictures people may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from quizgen.model.scanned import FileFault, PageOutcome, PageReading
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import scan_picture
from quizgen.scan.crop import kept_jpeg
from quizgen.scan.files import page_count, page_pictures, scan_files
from quizgen.scan.known import Sheets
from quizgen.scan.page import read_page
from quizgen.scan.picture import PagePicture
from quizgen.workflows.processes import Jobs, results_in_order
from quizgen.workflows.scanning.sheets import PrintedSheets

_TOGETHER = 8
"""Pages that a process is given at a time: they take about a second."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that was read, with what may be asked about it: pictures by file name in the exam folder."""

    reading: PageReading
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page whose very picture was read before."""

    digest: str


PageHandled = ReadPage | KnownPage | FileFault


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of files that are read one after another: the file, the numbers (from 1) in it."""

    files: tuple[tuple[Path, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """Everything that was handed in, in order: ``total`` pages in ``parts`` for processes."""

    total: int
    parts: tuple[Pages, ...]


def stack_of(paths: Sequence[Path]) -> Stack:
    """The pages of files and folders. Raises CannotRead."""
    parts: list[Pages] = []
    together: list[tuple[Path, tuple[int, ...]]] = []
    total, waiting = 0, 0
    for path in scan_files(paths):
        count = page_count(path)
        total += count
        for first in range(1, count + 1, _TOGETHER):
            numbers = tuple(range(first, min(first + _TOGETHER, count + 1)))
            together.append((path, numbers))
            waiting += len(numbers)
            if waiting >= _TOGETHER:
                parts.append(Pages(tuple(together)))
                together, waiting = [], 0
    if together:
        parts.append(Pages(tuple(together)))
    return Stack(total, tuple(parts))


def found_pages(folder: Path, stack: Stack, known: frozenset[str], jobs: Jobs) -> Iterator[PageHandled]:
    """Every page once, in order; those with a digest that is ``known`` are not read again.

    Raises NoSheetsPrinted, DamagedSheet, CannotRead.
    """
    start = partial(_Worker.start, folder, known)
    processes = jobs.processes_for(len(stack.parts))
    for found in results_in_order(_read_part, stack.parts, processes, start):
        yield from found


class _Worker:
    """What a reading process keeps between pages."""

    current: _Worker

    def __init__(self, folder: Path, known: frozenset[str]) -> None:
        printed = PrintedSheets(ExamFolder(folder))
        self.sheets = Sheets(printed.find, printed.model)
        self.known = set(known)

    @classmethod
    def start(cls, folder: Path, known: frozenset[str]) -> None:
        """Begin to work for an exam."""
        cls.current = cls(folder, known)

    def found(self, pages: Pages) -> Iterator[PageHandled]:
        """Read pages."""
        for path, numbers in pages.files:
            for picture in page_pictures(path, path.name, numbers):
                if isinstance(picture, FileFault):
                    yield picture
                elif picture.digest in self.known:
                    yield KnownPage(picture.digest)
                else:
                    self.known.add(picture.digest)
                    reading = read_page(picture, self.sheets)
                    yield ReadPage(reading, _crops(picture, reading))


def _read_part(pages: Pages) -> tuple[PageHandled, ...]:
    return tuple(_Worker.current.found(pages))


def _crops(picture: PagePicture, reading: PageReading) -> dict[str, bytes]:
    """The page made small, by file name: whatever is shown of it later is cut from that. No blank ones."""
    if reading.outcome is PageOutcome.BLANK:
        return {}
    return {scan_picture(reading.digest): kept_jpeg(picture, reading.sight)}
