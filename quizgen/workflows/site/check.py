"""The recipe of ``quizgen site check``: every page held to every rule, without building the site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import CannotRead, Problem
from quizgen.files.text import read_utf8
from quizgen.knowledge.content_checks import check_content
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.page_checks import check_pages, page_files
from quizgen.knowledge.texts import text_runs
from quizgen.workflows.site.askable import askable_beside


@dataclass(frozen=True, slots=True)
class SiteReport:
    """How many pages were read with every fault found, in the order of files and lines."""

    pages: int
    problems: tuple[Problem, ...]


def check_site(docs: Path, data: Path, texts: Path | None = None) -> SiteReport:
    """Check all pages of ``docs`` against the register in ``data``, against the source texts if given.

    Faults in the form of the register come first, then those of the bank beside ``docs``. Raises CannotRead
    when a folder or a source text is not there.
    """
    knowledge, faults = load_knowledge(data, data.as_posix())
    shown = docs.as_posix()
    runs = None if texts is None else text_runs(knowledge, texts, str(texts))
    askable, bank_faults = askable_beside(docs)
    problems = list(check_pages(knowledge, docs, shown, askable))
    files = page_files(docs)
    for path in files:
        file = f"{shown}/{path.relative_to(docs).as_posix()}"
        try:
            text = read_utf8(path)
        except CannotRead:  # told by check_pages
            continue
        problems += check_content(knowledge, text, file, runs)
    return SiteReport(len(files), (*faults, *bank_faults, *sorted(problems, key=_place)))


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.file, problem.line or 0, problem.rule
