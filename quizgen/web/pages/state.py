"""State shared by the parts of the extension while one page is rendered."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from markdown import Markdown

from quizgen.errors import ContentFaults
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.pages import Fence
from quizgen.knowledge.register import Knowledge

SOURCE_PAGES = "/laiyuan/{source}.md#{fact}"
"""Where a fact stands on the site (a path from the root of the docs)."""

GLOSSARY_PAGE = "/shuyu.md#{anchor}"
"""Where a term stands."""


@dataclass(slots=True)
class PageState:
    """The page being rendered; ``cited`` numbers facts in the order in which the page cites them.

    ``bank`` is the folder of the questions that a page may ask, "" where there is none.
    """

    data: str
    page: str = ""
    bank: str = ""
    fences: list[Fence] = field(default_factory=list)
    used_ids: set[str] = field(default_factory=set)
    cited: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """Forget the previous page."""
        self.fences.clear()
        self.used_ids.clear()
        self.cited.clear()

    @property
    def knowledge(self) -> Knowledge:
        """The register. Raises ContentFaults when it has faults, CannotRead when it is not there."""
        return register(self.data)

    def claim(self, anchor: str) -> dict[str, str]:
        """The id attribute for an anchor, given to the first caller only: ids are unique on a page."""
        if anchor in self.used_ids:
            return {}
        self.used_ids.add(anchor)
        return {"id": anchor}


def register(folder: str) -> Knowledge:
    """The register in a folder, read again only when one of its files has changed."""
    stamps = tuple((path.name, path.stat().st_mtime_ns) for path in sorted(Path(folder).rglob("*.y*ml")))
    return _register(folder, stamps)


@lru_cache(maxsize=4)
def _register(folder: str, stamps: tuple[tuple[str, int], ...]) -> Knowledge:  # noqa: ARG001 - part of the key
    knowledge, problems = load_knowledge(Path(folder), _shown(folder))
    if problems:
        raise ContentFaults(problems)
    return knowledge


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
