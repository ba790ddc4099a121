"""Comparison tables: things that are easily taken for one another, side by side."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from quizgen.web.pages.nodes import add, add_citation, node
from quizgen.web.pages.state import PageState


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
