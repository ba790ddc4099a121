"""The search index of the site as a classic script; ``mkdocs.yml`` names it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from quizgen.files.text import read_utf8
from quizgen.markup.runs import RUNS_FILE
from quizgen.model.pack import address_of, both_ways
from quizgen.web.browser_data import HearingData, SearchData, SearchRow
from quizgen.web.pages.state import pack_of
from quizgen.web.search.entries import KINDS, SearchEntry, once, page_entries
from quizgen.web.search.functions import function_entries
from quizgen.web.search.initials import initials
from quizgen.web.search.sounds import sounds_of

_WEIGHTS = {"功能": 16, "体系": 14, "术语": 13, "程序": 9, "处置": 7, "案例": 6, "页面": 5, "来源": 0}
"""What a find of each kind counts more, so that the home of a thing comes before what mentions it."""


class PageFile(Protocol):
    """A file as the builder hands it to a template."""

    @property
    def page(self) -> Any:
        """What has ``url``, ``title`` and ``content``; None for a file that is no page."""


def script(files: Iterable[PageFile], project: str = "") -> str:
    """The classic script that hands the index of all pages to the browser.

    ``files`` are the pages as MkDocs gives them to a template, with their content rendered; ``project`` is
    the folder with the pack ("": none). Raises ContentFaults when the pack has faults.
    """
    pack = pack_of(project)
    unlisted = {address_of(page) for page in pack.pages.unlisted}
    pages: list[tuple[str, str]] = []
    entries: list[SearchEntry] = []
    for file in files:
        page = file.page
        if page is None or page.content is None or page.url in unlisted:
            continue
        pages.append((page.url, str(page.title)))
        entries += page_entries(page.url, page.content, pack.pages)
    practice = address_of(pack.pages.practice)
    if any(url == practice for url, _ in pages):
        entries += function_entries(practice)
    numbers = {url: number for number, (url, _) in enumerate(pages)}
    places: dict[str, int] = {}
    rows: list[SearchRow] = [
        (
            numbers[entry.page],
            entry.anchor,
            KINDS.index(entry.kind),
            entry.title,
            entry.text,
            places.setdefault(entry.where, len(places)),
            "" if entry.title.isascii() else initials(entry.title, pack.sounds),
        )
        for entry in once(entries, pack.pages)
    ]
    data: SearchData = {
        "kinds": list(KINDS),
        "weights": [_WEIGHTS[kind] for kind in KINDS],
        "pages": pages,
        "places": list(places),
        "others": both_ways(pack.other_names),
        "apart": both_ways(pack.apart),
        "entries": rows,
    }
    return f"window.quizgenSearch={json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def sounds_script(files: Iterable[PageFile], project: str = "") -> str:
    """The classic script by which the search forgives what was typed; ``files``, ``project`` as above.

    Raises ContentFaults when the pack has faults.
    """
    pack = pack_of(project)
    filtered = Path(project) / "docs" / "_data" / RUNS_FILE
    articles = pack.articles if project and filtered.is_file() else None
    text = "".join(str(file.page.content) for file in files if file.page is not None and file.page.content)
    data: HearingData = {
        "sounds": sounds_of(text),
        "articles": articles or "",
        "runs": read_utf8(filtered).strip() if articles else "",
    }
    return f"window.quizgenHearing={json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"
