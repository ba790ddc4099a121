"""The recipe of ``quizgen site book``: every page of the menu printed as one PDF."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizgen.errors import AlreadyExists, CannotRead, QuizgenError
from quizgen.files.safe import PUBLIC_FILE, make_parents, reason_of, write_new, write_replacing
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.register import Knowledge
from quizgen.render.book.composed import MARK, Book, BookEntry
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.site.build import check_before, mkdocs_environment

_READER = "quizgen.web.book.pages"
"""The program that reads the pages as the site shows them; it stands above this floor, so it is run."""

_FULL_WIDTH = str.maketrans({",": "，", "(": "（", ")": "）", ";": "；", ":": "："})


@dataclass(frozen=True, slots=True)
class MadeBook:
    """What was printed: where, how many chapters with how many facts, bytes."""

    file: Path
    chapters: int
    facts: int
    size: int


class BookNotMade(QuizgenError):
    """The pages could not be read for printing; ``said`` names the pages with their lines."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(f"全书没有印成：\n{said.strip()}")


def make_book(
    config: Path, target: Path, font_paths: Sequence[Path] = (), on_begin: Callable[[], None] = lambda: None
) -> MadeBook:
    """Print the whole site to ``target``; an older edition is replaced, any other file is left alone.

    The folder of ``target`` is made if need be. ``on_begin`` is called when nothing stands in the way of
    printing. Raises ContentFaults naming every fault of every page, BookNotMade (a link to nowhere),
    AlreadyExists, CannotRead, CannotWrite, CannotPrint, NoChineseFont.
    """
    again = _is_edition(target)
    check_before(config)
    on_begin()
    pages = _pages(config)
    data = config.parent / "docs" / "_data"
    knowledge, _ = load_knowledge(data, data.as_posix())
    book = _book(pages, knowledge)
    pdf = Printer(font_paths).book_pdf(book)
    make_parents(target)
    if again:
        write_replacing(target, pdf, PUBLIC_FILE)
    else:
        write_new(target, pdf, PUBLIC_FILE)
    chapters = sum(entry.kind == "page" for entry in book.entries)
    return MadeBook(target, chapters, len(book.facts), len(pdf))


def _is_edition(target: Path) -> bool:
    """Whether an older edition stands there. Raises AlreadyExists for any other file or folder."""
    if not target.exists():
        return False
    try:
        found = target.read_bytes() if target.is_file() else b""
    except OSError as error:
        raise CannotRead(target, reason_of(error)) from error
    if not found.startswith(b"%PDF") or MARK.encode() not in found:
        raise AlreadyExists(target)
    return True


def _pages(config: Path) -> Mapping[str, Any]:
    """The pages as the site shows them, in the order of the menu."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.json"
        command = [sys.executable, "-m", _READER, str(config), str(file)]
        done = subprocess.run(  # noqa: S603 - our own interpreter with our own arguments
            command, capture_output=True, check=False, text=True, encoding="utf-8", env=mkdocs_environment()
        )
        if done.returncode:
            raise BookNotMade(done.stderr)
        found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found


def _book(pages: Mapping[str, Any], knowledge: Knowledge) -> Book:
    return Book(
        title=pages["title"],
        description=pages["description"],
        entries=tuple(_entry(entry) for entry in pages["entries"]),
        facts={
            fact.id: (knowledge.sources[fact.source].short, _innermost(fact.section))
            for fact in knowledge.facts.values()
        },
        sources={source.id: source.short for source in knowledge.sources.values()},
        figures=(
            ("事实", len(knowledge.facts)),
            ("体系", len(knowledge.systems)),
            ("程序", len(knowledge.procedures)),
            ("处置情形", len(knowledge.dispositions)),
            ("案例", len(knowledge.cases)),
            ("术语", len(knowledge.terms)),
        ),
    )


def _entry(entry: Mapping[str, Any]) -> BookEntry:
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()
    }
    return BookEntry(**fields)


def _innermost(section: str) -> str:
    """The section in which a fact stands, as readers see it."""
    title = section.rpartition("›")[2].strip()
    if title.startswith("(") and title.endswith(")"):  # in brackets: outside the article's text
        title = title[1:-1]
    return title.translate(_FULL_WIDTH)
