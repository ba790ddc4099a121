"""The pages of the site in the order of its menu as plain data: ``python -m quizgen.web.book.pages``."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import Section, get_navigation
from mkdocs.structure.pages import Page

from quizgen.web.book.blocks import Block, UnknownElement, page_blocks, plain

FAULTS = 1
_ON_SCREEN = "这一页其余的内容要在网站上用，书里没有印。"


class _CannotTell(Exception):
    """Pages that cannot be told; the sentence names every one."""


def export(config_file: Path, target: Path) -> None:
    """Write the book's title with all entries of the menu, parts as well as pages, as JSON."""
    config = load_config(str(config_file))
    files = get_files(config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    entries = list(_entries(nav.items, 1, config, files))
    faults = [*_broken_links(entries)]
    if faults:
        raise _CannotTell("\n".join(faults))
    data = {"title": config.site_name, "description": config.site_description or "", "entries": entries}
    target.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _entries(
    items: Iterable[Any], level: int, config: MkDocsConfig, files: Files
) -> Iterator[dict[str, Any]]:
    """Sections of the menu become parts, unless their first page says the same."""
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
        raise _CannotTell(sentence) from error
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
        "tags": list(page.meta.get("tags", ())),
        "sources": list(page.meta.get("sources", ())),
        "blocks": [
            *(block for block in blocks if block is not heading),
            *([{"k": "p", "runs": [["t", _ON_SCREEN]]}] if "template" in page.meta else ()),
        ],
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
    elif isinstance(value, list):
        for inner in value:
            yield from _anchors(inner)


def _addresses(value: Any) -> Iterator[str]:
    """Every address that some blocks link to."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _addresses(inner)
    elif isinstance(value, list):
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


def main(arguments: list[str]) -> int:
    """``mkdocs.yml`` in, a JSON file out; sentences about faults go to the error stream."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        export(Path(arguments[0]), Path(arguments[1]))
    except (_CannotTell, MkDocsException) as error:
        sys.stderr.write(f"{error}\n")
        return FAULTS
    return 0


__all__ = ["Block", "export", "main"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
