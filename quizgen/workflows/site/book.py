"""The recipe of ``quizgen site book``: every page of the menu printed as one PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import AlreadyExists, CannotRead
from quizgen.files.safe import PUBLIC_FILE, make_parents, reason_of, write_new, write_replacing
from quizgen.knowledge.register import Knowledge
from quizgen.model.pack import Pack
from quizgen.render.book.composed import MARK, Book
from quizgen.render.typst_pdf import Printer
from quizgen.web.book.pages import SitePages, site_pages
from quizgen.workflows.site.build import check_before, knowledge_in, pack_beside

_FACTS = "全部事实和它们在原文中的位置，印在最后的“来源”各章。"
_FULL_WIDTH = str.maketrans({",": "，", "(": "（", ")": "）", ";": "；", ":": "："})


@dataclass(frozen=True, slots=True)
class MadeBook:
    """What was printed: where, how many chapters with how many facts, bytes."""

    file: Path
    chapters: int
    facts: int
    size: int


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
    pages = site_pages(config)
    docs = config.parent / "docs"
    book = _book(pages, knowledge_in(docs / "_data")[0], pack_beside(docs, None)[0])
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


def _book(pages: SitePages, knowledge: Knowledge, pack: Pack) -> Book:
    return Book(
        title=pages.title,
        description=pages.description,
        entries=pages.entries,
        about=pack.book or "",
        about_facts=pack.book_facts or _FACTS,
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
        )
        if knowledge.facts
        else (),
    )


def _innermost(section: str) -> str:
    """The section in which a fact stands, as readers see it."""
    title = section.rpartition("›")[2].strip()
    if title.startswith("(") and title.endswith(")"):  # in brackets: outside the article's text
        title = title[1:-1]
    return title.translate(_FULL_WIDTH)
