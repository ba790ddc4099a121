"""Tables of dispositions with their gaps, made so that a phone shows each row as a card."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from quizgen.model.knowledge import STANDING_TITLES, Disposition
from quizgen.web.pages.choice import chosen
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
