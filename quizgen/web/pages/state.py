"""State shared by the parts of the extension while one page is rendered."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from markdown import Markdown

from quizgen.errors import ContentFaults
from quizgen.files.entries import stamps
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.pack import PACK_FILE, load_pack
from quizgen.knowledge.pages import Fence
from quizgen.knowledge.register import Knowledge
from quizgen.model.pack import Pack, PackPages

REGISTER_FOLDER, BANK_FOLDER = "docs/_data", "question_bank"
"""The folders of the register and of the bank inside a project."""


@dataclass(slots=True)
class PageState:
    """The page being rendered; ``cited`` numbers the groups of facts that stand behind one mark.

    ``project`` is the folder with the pack ("": none), ``bank`` that of the questions that a page may ask
    ("": none).
    """

    data: str
    page: str = ""
    bank: str = ""
    project: str = ""
    fences: list[Fence] = field(default_factory=list)
    used_ids: set[str] = field(default_factory=set)
    cited: dict[tuple[str, ...], int] = field(default_factory=dict)
    _knowledge: Knowledge | None = None
    _pages: PackPages | None = None

    def begin(self) -> None:
        """Forget the previous page; what the project says is looked up anew."""
        self._knowledge = None
        self._pages = None
        self.fences.clear()
        self.used_ids.clear()
        self.cited.clear()

    @property
    def knowledge(self) -> Knowledge:
        """The register. Raises ContentFaults when it has faults."""
        if self._knowledge is None:
            self._knowledge = register(self.data)
        return self._knowledge

    @property
    def pages(self) -> PackPages:
        """The pages that the site links to by itself. Raises ContentFaults when the pack has faults."""
        if self._pages is None:
            self._pages = pack_of(self.project).pages
        return self._pages

    def fact_page(self, fact_id: str) -> str:
        """Where a fact stands on the site: a path from the root of the docs."""
        return f"/{self.pages.sources}/{fact_id.rpartition('-')[0]}.md#{fact_id}"

    def term_page(self, anchor: str) -> str:
        """The same for a term of the glossary."""
        return f"/{self.pages.glossary}#{anchor}"

    def claim(self, anchor: str) -> dict[str, str]:
        """The id attribute for an anchor, given to the first caller only: ids are unique on a page."""
        if anchor in self.used_ids:
            return {}
        self.used_ids.add(anchor)
        return {"id": anchor}


def register(folder: str) -> Knowledge:
    """The register in a folder, read again only when one of its files has changed; no folder, no facts.

    Raises ContentFaults when it has faults.
    """
    if not Path(folder).is_dir():
        return Knowledge.none()
    return _register(os.path.realpath(folder), stamps(Path(folder), (".yaml", ".yml")))


@lru_cache(maxsize=4)
def _register(folder: str, stamped: tuple[tuple[str, int], ...]) -> Knowledge:  # noqa: ARG001 - part of the key
    knowledge, problems = load_knowledge(Path(folder), _shown(folder))
    if problems:
        raise ContentFaults(problems)
    return knowledge


def pack_of(project: str) -> Pack:
    """The pack in a folder ("": no folder). Raises ContentFaults when it has faults."""
    if not project:
        return Pack()
    pack, problems = load_pack(Path(project), _shown(str(Path(project) / PACK_FILE)))
    if problems:
        raise ContentFaults(problems)
    return pack


def place_of(md: Markdown, named: str, text: str) -> tuple[str, int]:
    """The file being rendered, with how many of its lines stand before ``text`` (its front matter).

    MkDocs hangs the file on a processor of its own; other programs name it by the option ``page``.
    """
    for processor in md.treeprocessors:
        file = getattr(processor, "file", None)
        if file is not None and hasattr(file, "abs_src_path"):
            whole = Path(file.abs_src_path).read_text(encoding="utf-8-sig")
            return _shown(file.abs_src_path), whole.rstrip().count("\n") - text.rstrip().count("\n")
    return named or "页面", 0


def _shown(path: str) -> str:
    """A path as people name it: from the current folder when it is inside."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else Path(relative).as_posix()
