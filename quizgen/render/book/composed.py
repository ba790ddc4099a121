"""The whole handbook composed for printing: numbered citations, links as places, drawings once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizgen.render.book.tables import column_weights
from quizgen.render.fonts.glyphs import CannotPrint, missing_characters

MARK = "quizgen site book"
"""A keyword of the PDF that tells an older edition from a user's own file."""

_SECTION = 2
"""The level of the headings inside a page that the contents show."""

_PLAIN = 2
"""A run of a kind with its text."""

_RANGE = 3
"""So many numbers in a row become a range."""


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A line of the menu: a part (``blocks`` empty, ``url`` "") or a page; ``level`` counts from 1.

    ``blocks`` are plain data as ``quizgen.web.book.blocks`` makes them, ``file`` is the page's source with
    ``text`` as written, both for messages; ``top`` is the anchor of the page's own heading, ``subtitle`` what
    that says. ``checked`` is a date (2026-11-22) or "".
    """

    kind: str
    title: str
    level: int
    url: str = ""
    file: str = ""
    top: str = ""
    subtitle: str = ""
    checked: str = ""
    opens: bool = False
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    blocks: tuple[Mapping[str, Any], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """What is printed.

    ``facts`` gives, by fact id, the article's short name with its section; ``sources`` the short name by
    source id; ``figures`` what the title page counts, each with its name. ``about`` is a paragraph of the
    title page ("": none), ``about_facts`` says where the facts are printed (for a book with facts).
    """

    title: str
    description: str
    entries: tuple[BookEntry, ...]
    facts: Mapping[str, tuple[str, str]]
    sources: Mapping[str, str]
    figures: tuple[tuple[str, int], ...]
    about: str = ""
    about_facts: str = ""

    @property
    def date(self) -> str:
        """The newest day on which a page was checked; "" if no page says."""
        return max((entry.checked for entry in self.entries), default="")


def check_book_glyphs(book: Book, codepoints: frozenset[int]) -> None:
    """Raise CannotPrint for the first page with a character that has no glyph (with the line that has it)."""
    for entry in book.entries:
        words = json.dumps((entry.title, entry.subtitle, entry.tags, entry.blocks), ensure_ascii=False)
        missing = missing_characters(words, codepoints)
        if missing:
            lines = enumerate(entry.text.splitlines(), 1)
            found = next((number for number, line in lines if set(missing) & set(line)), None)
            place = entry.file if found is None else f"{entry.file}:{found} "
            raise CannotPrint(place or f"“{entry.title}”", missing)


def book_data(book: Book) -> dict[str, Any]:
    """The book for ``book.typ``."""
    homes = _homes(book)
    places = _fact_places(book)
    return {
        "title": book.title,
        "description": book.description,
        "date": book.date,
        "mark": MARK,
        "about": book.about,
        "guide": book.about_facts if book.facts else "",
        "figures": [{"name": name, "count": count} for name, count in book.figures],
        "entries": [
            _Entry(book, entry, homes, places, number).data() for number, entry in enumerate(book.entries)
        ],
        "toc": [row for number, entry in enumerate(book.entries) for row in _contents(entry, number)],
        "tags": [
            {"name": tag, "pages": [_page_link(entry) for entry in book.entries if tag in entry.tags]}
            for tag in sorted({tag for entry in book.entries for tag in entry.tags})
        ],
    }


def label(address: str) -> str:
    """The name under which Typst knows a place."""
    return f"p/{address}"


def _own_label(entry: BookEntry, number: int) -> str:
    """The name of an entry's own heading; a part is known by its position."""
    return label(entry.url) if entry.url else f"part/{number}"


def _contents(entry: BookEntry, number: int) -> Iterator[dict[str, Any]]:
    """The entry with the sections that the contents list below it."""
    role = "part" if entry.kind == "part" or entry.level == 1 else "chapter"
    yield {"role": role, "title": entry.title, "level": entry.level, "to": _own_label(entry, number)}
    for block in entry.blocks:
        if block["k"] == "h" and block["level"] == _SECTION and block["id"]:
            to = label(f"{entry.url}#{block['id']}")
            yield {"role": "section", "title": words(block["runs"]), "level": entry.level + 1, "to": to}


def words(runs: Iterable[Any]) -> str:
    """The text of some runs, citations left out."""
    found = (
        ""
        if run[0] in {"n", "cite"}
        else run[1]
        if isinstance(run[1], str) and len(run) == _PLAIN
        else words(run[-1])
        for run in runs
    )
    return "".join(found)


def _page_link(entry: BookEntry) -> dict[str, str]:
    return {"title": entry.title, "to": label(entry.url)}


def _blocks(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every block, however deep."""
    if isinstance(value, Mapping):
        if "k" in value:
            yield value
        for inner in value.values():
            yield from _blocks(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _blocks(inner)


def _homes(book: Book) -> dict[str, str]:
    """For each procedure anchor the page that shows the drawing: the last one with the procedure."""
    return {
        block["id"]: entry.url
        for entry in book.entries
        for block in _blocks(entry.blocks)
        if block["k"] == "procedure" and block["id"]
    }


def _fact_places(book: Book) -> dict[str, str]:
    """Where each fact stands in full, by its id."""
    places: dict[str, str] = {}
    for entry in book.entries:
        for block in _blocks(entry.blocks):
            if block["k"] == "facts":
                for listing in _blocks(block["blocks"]):
                    for item in listing.get("items", ()):
                        if item["id"] in book.facts:
                            places.setdefault(item["id"], label(f"{entry.url}#{item['id']}"))
    return places


def _told_once(blocks: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The blocks; a procedure or a table right below a heading with its name does not say it again."""
    above = ""
    for block in blocks:
        inner = block.get("blocks") or ()
        if block["k"] == "procedure" and inner and inner[0].get("style") == "head":
            head = inner[0]["runs"]
            if head and head[0][0] == "b" and words(head[0][1]) == above:
                yield {**block, "blocks": [{**inner[0], "runs": head[1:]}, *inner[1:]]}
                above = ""
                continue
        if block["k"] == "table" and words(block["caption"]) == above:
            yield {**block, "caption": []}
        else:
            yield block
        above = words(block["runs"]) if block["k"] == "h" else ""


@dataclass(slots=True)
class _Entry:
    """One entry being turned into data; ``cited`` numbers the facts as the chapter cites them."""

    book: Book
    entry: BookEntry
    homes: Mapping[str, str]
    places: Mapping[str, str]
    number: int
    cited: dict[str, int] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        entry = self.entry
        blocks = [self._value(block) for block in _told_once(entry.blocks)]
        return {
            "kind": entry.kind,
            "opens": entry.opens,
            "title": entry.title,
            "level": entry.level,
            "label": _own_label(entry, self.number),
            "top": label(f"{entry.url}#{entry.top}") if entry.top else "",
            "subtitle": entry.subtitle if entry.subtitle != entry.title else "",
            "checked": entry.checked,
            "tags": list(entry.tags),
            "sources": [self.book.sources.get(source, source) for source in entry.sources],
            "blocks": blocks,
            "notes": [self._note(fact, number) for fact, number in self.cited.items()],
        }

    def _note(self, fact: str, number: int) -> dict[str, Any]:
        source, section = self.book.facts[fact]
        return {"n": number, "fact": fact, "where": f"{source} · {section}", "to": self.places.get(fact, "")}

    def _value(self, value: Any) -> Any:
        """The same with anchors made whole, drawings only at home."""
        if isinstance(value, Mapping):
            return self._block(value)
        if isinstance(value, list | tuple):
            if value and isinstance(value[0], str):
                return self._run(list(value))
            return [self._value(inner) for inner in value]
        return value

    def _block(self, block: Mapping[str, Any]) -> dict[str, Any]:
        anchor = block.get("id", "")
        kind = block.get("k", "")
        changed = {name: self._value(inner) for name, inner in block.items()}
        if anchor:
            changed["id"] = label(f"{self.entry.url}#{anchor}")
        if kind == "procedure":
            home = self.homes.get(anchor, self.entry.url)
            changed["svg"] = next(
                (flow["svg"] for flow in _blocks(block["blocks"]) if flow["k"] == "flow"), ""
            )
            changed["blocks"] = [inner for inner in changed["blocks"] if inner.get("k") != "flow"]
            if home != self.entry.url:
                changed |= {"svg": "", "drawn": label(f"{home}#{anchor}")}
        if kind == "table":
            changed["weights"] = column_weights(block)
        return changed

    def _run(self, run: list[Any]) -> list[Any]:
        match run:
            case ["cite", ids]:
                return ["cite", self._numbers(ids)]
            case ["a" | "term" as kind, address, inner]:
                local = "://" not in address and not address.startswith("mailto:")
                return [kind, label(address) if local else address, self._value(inner), local]
            case [kind, *rest]:
                return [kind, *(self._value(part) if isinstance(part, list) else part for part in rest)]
            case _:
                return run

    def _numbers(self, ids: list[str]) -> list[dict[str, str]]:
        """Numbers with where their facts stand; three or more in a row as a range."""
        numbered = sorted((self.cited.setdefault(fact, len(self.cited) + 1), fact) for fact in ids)
        runs: list[list[tuple[int, str]]] = []
        for number, fact in numbered:
            if runs and runs[-1][-1][0] == number - 1:
                runs[-1].append((number, fact))
            else:
                runs.append([(number, fact)])
        marks: list[dict[str, str]] = []
        for run in runs:
            to = self.places.get(run[0][1], "")
            if len(run) >= _RANGE:
                marks.append({"n": f"{run[0][0]}–{run[-1][0]}", "to": to})
            else:
                marks += [{"n": str(number), "to": self.places.get(fact, "")} for number, fact in run]
        return marks
