"""A procedure as an ordered list of steps beside its flow."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown

from quizgen.model.knowledge import (
    ORDER_BASIS_TITLES,
    STANDING_TITLES,
    Decision,
    OrderBasis,
    Procedure,
    Step,
)
from quizgen.web.pages.flow import flow
from quizgen.web.pages.nodes import add, add_citation, node
from quizgen.web.pages.state import PageState

UNSAID = "材料未写明"
OPEN_ME = "点开看步骤和流程图"


def procedure(md: Markdown, state: PageState, record_id: str, *, folded: bool = False) -> Element:
    """Name with source, what sets it off, steps with decisions, what is missing, the drawn flow.

    ``folded``: the name only, until it is opened.
    """
    record = state.knowledge.procedures[record_id]
    marks = state.claim(record.id.lower())
    frame = node("details" if folded else "section", "qz-procedure", **marks)
    head = add(frame, "summary" if folded else "p", "qz-head")
    add(head, "strong", text=record.name)
    add(head, "span", "qz-chip", state.knowledge.sources[record.source].short)
    if standing := STANDING_TITLES.get(record.standing):
        add(head, "span", "qz-chip", standing)
    basis = "qz-chip qz-own" if record.order_basis is OrderBasis.ASSEMBLED else "qz-chip"
    add(head, "span", basis, _basis(record))
    if folded:
        add(head, "small", "qz-open", OPEN_ME)
    if record.trigger and record.trigger != record.cycle:
        add(frame, "p", "qz-line", f"起因：{record.trigger}")
    if record.cycle:
        add(frame, "p", "qz-line", f"周期：{record.cycle}")
    columns = add(frame, "div", "qz-columns")
    columns.append(_steps(record))
    drawing = flow(record, record.id.lower() if marks else f"{record.id.lower()}-{len(state.used_ids)}")
    state.used_ids.add(f"{record.id.lower()}-{len(state.used_ids)}")
    add(columns, "figure", "qz-flow", md.htmlStash.store(drawing))
    if record.gaps:
        add(frame, "p", "qz-line", "材料未给出或需要注意：")
        listing = add(frame, "ul", "qz-lacks")
        for gap in record.gaps:
            add(listing, "li", text=gap)
    return frame


def _basis(record: Procedure) -> str:
    if record.order_basis is OrderBasis.ASSEMBLED:
        return "次序由几处文字拼合"
    return ORDER_BASIS_TITLES[record.order_basis]


def _steps(record: Procedure) -> Element:
    listing = node("ol", "qz-steps")
    for step in record.steps:
        item = add(listing, "li")
        add_citation(add(item, "span", text=step.action), step.facts)
        said = "；".join(f"{title}：{text}" for title, text in _step_details(step) if text)
        if said:
            add(item, "small", text=said)
        for decision in record.decisions:
            if decision.at_step == step.n:
                item.append(_decision(decision))
    return listing


def _step_details(step: Step) -> tuple[tuple[str, str | None], ...]:
    return (("谁", step.actor), ("依据", step.input), ("形成", step.output), ("时限", step.deadline))


def _decision(decision: Decision) -> Element:
    frame = node("div", "qz-decision")
    add_citation(add(frame, "span", text=f"如果{_condition(decision)}："), decision.facts)
    listing = add(frame, "ul")
    add(listing, "li", text=f"是：{decision.then}")
    add(listing, "li", text=f"否：{decision.otherwise or UNSAID}")
    return frame


def _condition(decision: Decision) -> str:
    return decision.condition.removeprefix("如果").rstrip("？?")
