"""Cards of cases with data points."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from quizgen.web.pages.choice import chosen
from quizgen.web.pages.nodes import add, add_citation, node
from quizgen.web.pages.state import PageState


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
