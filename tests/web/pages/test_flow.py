"""The drawn flow: every word of the procedure, described for those who cannot see it, narrow enough."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from quizgen.web.pages.flow import WIDTH, flow, wrap
from tests.web.page import KNOWLEDGE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("record_id", sorted(KNOWLEDGE.procedures))
def test_every_procedure_is_drawn_whole_inside_its_frame(record_id: str) -> None:
    record = KNOWLEDGE.procedures[record_id]
    root = fromstring(flow(record, "x"))
    drawn = "".join(text.text or "" for text in root.iter(f"{SVG}text"))
    wanted = [step.action for step in record.steps]
    wanted += [decision.then for decision in record.decisions]
    assert [text for text in wanted if text not in drawn] == []
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    assert width == WIDTH
    assert all(0 < float(text.attrib["y"]) < height for text in root.iter(f"{SVG}text"))


def test_it_has_a_title_and_a_description_in_words() -> None:
    root = fromstring(flow(KNOWLEDGE.procedures["P02"], "p02"))
    assert root.attrib["aria-labelledby"] == "p02-t p02-d"
    assert root.findtext(f"{SVG}title") == "责任倒查流程图"
    steps = len(KNOWLEDGE.procedures["P02"].steps)
    assert (root.findtext(f"{SVG}desc") or "").startswith(f"自上而下{steps}步")


def test_a_decision_without_another_way_says_that_the_material_does_not_tell() -> None:
    record = next(
        record
        for record in KNOWLEDGE.procedures.values()
        for decision in record.decisions
        if decision.otherwise is None
    )
    drawn = "".join(fromstring(flow(record, "x")).itertext())
    assert "否：材料未写明" in drawn


def test_lines_are_broken_by_width_and_never_begin_with_a_closing_mark() -> None:
    lines = wrap("一二三四五，六七", 5 * 14, 14)
    assert lines == ["一二三四五，", "六七"]
