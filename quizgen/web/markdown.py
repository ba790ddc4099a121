"""The Python-Markdown extension ``quizgen``: citations, data fences, system headings, glossary."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from mkdocs.exceptions import BuildError

from quizgen.errors import ContentFaults, Problem
from quizgen.knowledge.page_checks import check_page
from quizgen.knowledge.pages import CITATION, read_page
from quizgen.model.knowledge import NameBasis
from quizgen.web.fences import build
from quizgen.web.pages.citations import CitationPattern, Numbering
from quizgen.web.pages.glossary import Tooltips
from quizgen.web.pages.nodes import add
from quizgen.web.pages.state import BANK_FOLDER, REGISTER_FOLDER, PageState, place_of
from quizgen.web.practice.selftest import askable_of

_MARK = "\ue000quizgen:{index}\ue000"
_MARKED = re.compile("\ue000quizgen:(\\d+)\ue000")
OWN_NAME = "本站归纳的名称"
_SOURCES = "出处"
"""The heading of a column of marks: it needs no name in a card."""


class BrokenPage(ContentFaults, BuildError):
    """A page cites what does not exist; every fault of the page is in the sentence."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        sentence = "\n".join(["页面有错误：", *(str(problem) for problem in problems)])
        BuildError.__init__(self, sentence)


class QuizgenExtension(Extension):
    """Options: the folder ``project`` with the pack, the register, the bank; a name ``page``.

    Register and bank may lie elsewhere: ``data`` and ``bank`` are their folders then. ``page`` is what error
    messages call the text.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {
            "project": ["", "项目的文件夹，里面有 pack.yaml、docs/_data、question_bank"],
            "data": ["", "知识库的数据文件夹，在别处时才写"],
            "bank": ["", "题库的文件夹，在别处时才写"],
            "page": ["", "出错时怎样称呼这段文字"],
        }
        super().__init__(**options)

    def setConfig(self, key: str, value: Any) -> None:  # noqa: N802 - Python-Markdown's name
        """Take a path of any sort (MkDocs hands over its own, whose current folder has no name)."""
        super().setConfig(key, (os.fspath(value) or ".") if isinstance(value, os.PathLike) else value)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register every part; the numbers order them among Python-Markdown's own."""
        project = self.getConfig("project")
        state = PageState(
            self.getConfig("data") or str(Path(project) / REGISTER_FOLDER),
            self.getConfig("page"),
            self.getConfig("bank") or (str(Path(project) / BANK_FOLDER) if project else ""),
            project,
        )
        md.preprocessors.register(_Fences(md, state), "quizgen", 40)
        md.parser.blockprocessors.register(_Blocks(md, state), "quizgen", 95)
        md.inlinePatterns.register(CitationPattern(r"[ \t]*" + CITATION.pattern, md), "quizgen", 175)
        md.treeprocessors.register(Numbering(md, state), "quizgen-citations", 12)
        md.treeprocessors.register(Tooltips(md, state), "quizgen-glossary", 11)
        md.treeprocessors.register(TableCells(md), "quizgen-tables", 10)
        md.treeprocessors.register(Labels(md, state), "quizgen-headings", 6)


class _Fences(Preprocessor):
    """Checks the page, then puts one marked line in the place of each data fence."""

    def __init__(self, md: Markdown, state: PageState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, lines: list[str]) -> list[str]:
        state = self._state
        state.begin()
        text = "\n".join(lines)
        page = read_page(text)
        file, offset = place_of(self.md, state.page, text)
        problems = check_page(state.knowledge, page, file, offset, askable_of(state, page.fences))
        if problems:
            raise BrokenPage(problems)
        result: list[str] = []
        done = 0
        for index, fence in enumerate(page.fences):
            result += [*lines[done : fence.line - 1], "", fence.indent + _MARK.format(index=index), ""]
            done = fence.end or len(lines)
            state.fences.append(fence)
        return result + lines[done:]


class _Blocks(BlockProcessor):
    """Builds the elements of a fence where its marked line stands."""

    def __init__(self, md: Markdown, state: PageState) -> None:
        super().__init__(md.parser)
        self._md = md
        self._state = state

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's signature
        return _MARKED.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        found = _MARKED.match(block)
        assert found is not None  # noqa: S101 - test() has seen it
        build(self._md, self._state, self._state.fences[int(found[1])], parent)
        rest = block[found.end() :].lstrip("\n")
        if rest:
            blocks.insert(0, rest)


class Labels(Treeprocessor):
    """Adds the label after the heading's words, without changing its entry in the table of contents."""

    def __init__(self, md: Markdown, state: PageState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, root: Element) -> None:
        """Mark the headings that carry ``data-system``."""
        for element in root.iter():
            system_id = element.get("data-system")
            if system_id is None or not re.fullmatch(r"h[1-6]", element.tag):
                continue
            system = self._state.knowledge.systems[system_id]
            if system.name_basis is NameBasis.OURS:
                element.set("data-toc-label", "".join(element.itertext()).strip())
                add(element, "span", "qz-own", OWN_NAME)


class TableCells(Treeprocessor):
    """Tells a reader of the screen which row a cell belongs to, a phone which column."""

    def run(self, root: Element) -> None:
        """Name the column in each cell; below an empty corner the first column names the rows."""
        for table in root.iter("table"):
            if table.get("class"):
                continue
            heads = ["".join(head.itertext()).strip() for head in table.iterfind("thead/tr/th")]
            for line in table.iterfind("tbody/tr"):
                for head, cell in list(zip(heads, line, strict=False))[1:]:
                    if head and head != _SOURCES:
                        cell.set("data-label", head)
            corner = table.find("thead/tr/th")
            if corner is not None and not heads[0] and not len(corner):
                corner.tag = "td"
                for cell in _first_cells(table):
                    cell.tag = "th"
                    cell.set("scope", "row")


def _first_cells(table: Element) -> Iterator[Element]:
    for line in table.iterfind("tbody/tr"):
        if len(line):
            yield line[0]
