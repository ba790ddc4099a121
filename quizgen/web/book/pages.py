"""The pages of the site in the order of its menu, read as the printed book takes them."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import Section, get_navigation
from mkdocs.structure.pages import Page

from quizgen.errors import QuizgenError
from quizgen.render.book.composed import BookEntry
from quizgen.web.book.blocks import UnknownElement, page_blocks, plain

_ON_SCREEN = "这一页其余的内容要在网站上用，书里没有印。"


class BookNotMade(QuizgenError):
    """The pages could not be read for printing; ``said`` names the pages with their lines."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(f"全书没有印成：\n{said.strip()}")


@dataclass(frozen=True, slots=True)
class SitePages:
    """What the book is made of, in the order of the menu; ``description`` is "" where the site has none."""

    title: str
    description: str
    entries: tuple[BookEntry, ...]


class _Said(logging.Handler):
    """Collects the errors that MkDocs logs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.sentences.append(record.getMessage())


def site_pages(config_file: Path) -> SitePages:
    """Read every page of the menu as the site shows it.

    Raises BookNotMade naming every link to something that is not in the book, or what MkDocs says.
    """
    said = _Said()
    log = logging.getLogger("mkdocs")
    before = log.level, log.propagate
    log.addHandler(said)
    log.setLevel(logging.ERROR)
    log.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of MkDocs and its parts, about themselves
            return _site_pages(str(config_file))
    except MkDocsException as error:
        raise BookNotMade("\n".join([*said.sentences, str(error)])) from error
    finally:
        log.removeHandler(said)
        log.level, log.propagate = before


def _site_pages(config_file: str) -> SitePages:
    config = load_config(config_file)
    files = get_files(config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    entries = list(_entries(nav.items, 1, config, files))
    faults = [*_broken_links(entries)]
    if faults:
        raise BookNotMade("\n".join(faults))
    return SitePages(
        config.site_name, config.site_description or "", tuple(BookEntry(**entry) for entry in entries)
    )


def _entries(
    items: Iterable[Any], level: int, config: MkDocsConfig, files: Files
) -> Iterator[dict[str, Any]]:
    """Sections of the menu become parts, unless their first page has the same title."""
    for item in items:
        if isinstance(item, Page):
            yield _page(item, level, config, files)
        elif isinstance(item, Section):
            below = list(_entries(item.children, level + 1, config, files))
            if below and below[0]["kind"] == "page" and below[0]["title"] == item.title:
                below[0] |= {"level": level, "opens": True}
            else:
                yield {"kind": "part", "title": item.title, "level": level}
            yield from below


def _page(page: Page, level: int, config: MkDocsConfig, files: Files) -> dict[str, Any]:
    page.read_source(config)
    page.render(config, files)
    file = _shown(Path(config.docs_dir), page.file.src_uri, config)
    try:
        blocks = page_blocks(page.url, page.content or "")
    except UnknownElement as error:
        sentence = f"{file}: 不知道怎样印 <{error.tag}> 这种元素"
        raise BookNotMade(sentence) from error
    heading = next((block for block in blocks if block["k"] == "h" and block["level"] == 1), None)
    return {
        "kind": "page",
        "title": str(page.title),
        "level": level,
        "url": page.url,
        "file": file,
        "top": "" if heading is None else heading["id"],
        "subtitle": "" if heading is None else plain(heading["runs"]),
        "checked": str(page.meta.get("checked", "")),
        "tags": tuple(page.meta.get("tags", ())),
        "sources": tuple(page.meta.get("sources", ())),
        "blocks": (
            *(block for block in blocks if block is not heading),
            *([{"k": "p", "runs": [["t", _ON_SCREEN]]}] if "template" in page.meta else ()),
        ),
        "text": Path(str(page.file.abs_src_path)).read_text(encoding="utf-8-sig"),
    }


def _shown(docs: Path, name: str, config: MkDocsConfig) -> str:
    """A page's file as the user named the settings: from the folder in which they stand."""
    root = Path(str(config.config_file_path)).parent
    return (docs.relative_to(root) if docs.is_relative_to(root) else docs).joinpath(name).as_posix()


def _broken_links(entries: list[dict[str, Any]]) -> Iterator[str]:
    """One sentence for each link to something that is not in the book."""
    pages = [entry for entry in entries if entry["kind"] == "page"]
    places = {place for page in pages for place in _places(page)}
    for page in pages:
        for address in sorted(set(_addresses(page["blocks"]))):
            if address not in places and "://" not in address:
                name = address.replace(".html", ".md")
                line = _line(page["text"], address)
                place = page["file"] if line is None else f"{page['file']}:{line}"
                yield f"{place}: 链接指向的“{name}”不在书里（没有这一页或这个锚点，或没有列入导航）"


def _places(page: dict[str, Any]) -> Iterator[str]:
    yield page["url"]
    for anchor in (page["top"], *_anchors(page["blocks"])):
        yield f"{page['url']}#{anchor}"


def _anchors(value: Any) -> Iterator[str]:
    """Every anchor of some blocks."""
    if isinstance(value, dict):
        if value.get("id"):
            yield value["id"]
        for inner in value.values():
            yield from _anchors(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _anchors(inner)


def _addresses(value: Any) -> Iterator[str]:
    """Every address that some blocks link to."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _addresses(inner)
    elif isinstance(value, list | tuple):
        if value and value[0] in ("a", "term"):
            yield value[1]
        for inner in value:
            yield from _addresses(inner)


def _line(text: str, address: str) -> int | None:
    """The first line of a page that writes a link of this name."""
    name, _, anchor = address.partition("#")
    stem = re.sub(r"\.(html|md)$", "", name).rpartition("/")[2]
    ending = f"#{anchor})" if anchor else ".md)"
    for number, line in enumerate(text.splitlines(), 1):
        if ending in line and (f"{stem}.md" in line or f"(#{anchor})" in line):
            return number
    return None
