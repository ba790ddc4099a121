"""Cases, dispositions and comparisons of the register as cards and tables that a phone can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar
from xml.etree.ElementTree import Element

from quizgen.model.knowledge import STANDING_TITLES, Disposition
from quizgen.web.pages.nodes import add, add_citation, node
from quizgen.web.pages.state import PageState

HEADS = ("来源", "情形", "对象", "措施", "谁决定或执行", "结果")
UNSAID = "材料未写明"
_STYLES = {None: "qz-none", UNSAID: "qz-unsaid"}


def dispositions(state: PageState, words: Sequence[str]) -> Element:
    """Situation, target, measure, who, consequence; one row a disposition."""
    frame = node("div", "qz-table")
    table = add(frame, "table", "qz-cards qz-dispositions")
    line = add(add(table, "thead"), "tr")
    for head in HEADS:
        add(line, "th", text=head, scope="col")
    body = add(table, "tbody")
    for record in chosen(state.knowledge.dispositions, words):
        body.append(_row(state, record))
    return frame


def _row(state: PageState, record: Disposition) -> Element:
    source = state.knowledge.sources[record.source].short
    who = record.decides_or_acts
    cells = (source, record.situation, record.target, record.measure, who or UNSAID, record.consequence)
    line = node("tr", **state.claim(record.id.lower()))
    for text in cells:
        add(line, "td", _STYLES.get(text, ""), text or "—")
    if said := "；".join(text for text in (STANDING_TITLES.get(record.standing), record.note) if text):
        add(line[1], "small", text=f"（{said}）")
    add_citation(line[3], record.facts)
    return line


def gaps(state: PageState, words: Sequence[str]) -> Element:
    """Standards that the material mentions but does not give."""
    box = node("div", "qz-gap")
    add(box, "p", "qz-gap-head", "材料未给出")
    listing = add(box, "ul")
    for record in chosen(state.knowledge.gaps, words):
        source = state.knowledge.sources[record.source].short
        item = add(listing, "li", **state.claim(record.id.lower()))
        add(item, "span", "qz-chip", source)
        add_citation(add(item, "span", text=f" {record.gap}"), record.facts)
    return box


class _Sourced(Protocol):
    @property
    def source(self) -> str: ...


T = TypeVar("T", bound=_Sourced)


def chosen(shelf: Mapping[str, T], words: Iterable[str]) -> tuple[T, ...]:
    """The records named by their ids, by ``source=…``, or all of them (``all`` or no word)."""
    asked = tuple(words)
    if asked in {(), ("all",)}:
        return tuple(shelf.values())
    if asked[0].startswith("source="):
        source = asked[0].removeprefix("source=")
        return tuple(record for record in shelf.values() if record.source == source)
    return tuple(shelf[record_id] for record_id in asked)


def cases(state: PageState, words: Sequence[str]) -> Element:
    """One card a case: what it is, its figures, what it shows."""
    frame = node("div", "qz-cases")
    for record in chosen(state.knowledge.cases, words):
        source = state.knowledge.sources[record.source].short
        kind = record.type.value
        marks = state.claim(record.id.lower())
        card = add(frame, "article", "qz-case", data_source=source, data_kind=kind, **marks)
        head = add(card, "p", "qz-head")
        add(head, "strong", text=record.name)
        add(head, "span", "qz-chip", source)
        add(head, "span", "qz-chip", kind)
        add_citation(add(card, "p", text=record.what), record.facts)
        if record.figures:
            figures = add(card, "ul", "qz-figures")
            for figure in record.figures:
                add(figures, "li", text=figure)
        add(card, "p", "qz-shows", f"说明：{record.illustrates}")
    return frame


def comparison(state: PageState, record_id: str) -> Element:
    """The table, then remarks on what agrees with what differs."""
    record = state.knowledge.comparisons[record_id]
    frame = node("div", "qz-compare qz-table")
    table = add(frame, "table", "qz-cards")
    add(table, "caption", text=record.title)
    line = add(add(table, "thead"), "tr")
    for head in record.heads:
        add(line, "th", text=head, scope="col")
    body = add(table, "tbody")
    for row in record.rows:
        line = add(body, "tr")
        add(line, "th", text=row.name, scope="row", data_label=record.heads[0])
        for head, cell in zip(record.heads[1:], row.cells, strict=False):
            add_citation(add(line, "td", text=cell.text, data_label=head), cell.facts)
    if record.remarks:
        remarks = add(frame, "ul")
        for remark in record.remarks:
            add_citation(add(remarks, "li", text=remark.text), remark.facts)
    return frame
