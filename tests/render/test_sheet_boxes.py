"""The boxes of an answer sheet that answers are written in: where they stand, what they hold."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest

from quizgen.model.kinds import WRITTEN, Kind
from quizgen.model.sheet import AnswerRegion, SheetGeometry
from quizgen.render.paper.composed import PaperItem
from quizgen.render.sheet.layout import SheetPlan, plan_sheet
from quizgen.render.typst_pdf import Printer
from tests.render.reading import page_texts
from tests.render.samples import CADRE_80, CANDIDATE, Part, made_up_paper

WORDS = (Part(Kind.FILL, 7), Part(Kind.SHORT, 3, "5"), Part(Kind.ESSAY, 2, "20"))
LAYOUTS = {
    "30": (Part(Kind.SINGLE, 20), Part(Kind.MULTIPLE, 10), *WORDS),
    "80": (*CADRE_80, *WORDS),
    "100": (Part(Kind.SINGLE, 100), *WORDS),
    "words alone": WORDS,
    "cases": (Part(Kind.SINGLE, 5), Part(Kind.CASE, 4, "10")),
}


@pytest.fixture(scope="module", params=list(LAYOUTS))
def plan(request: pytest.FixtureRequest) -> SheetPlan:
    return plan_sheet(made_up_paper(LAYOUTS[request.param], seed=3, sheet_layout=3), 1, 8)


def frame(one: AnswerRegion) -> tuple[float, float, float, float]:
    return one.x_mm, one.y_mm, one.x_mm + one.width_mm, one.y_mm + one.height_mm


def overlap(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def written(plan: SheetPlan) -> list[PaperItem]:
    asked = [
        part for section in plan.paper.sections for item in section.items for part in item.parts or (item,)
    ]
    return [one for one in asked if one.kind in WRITTEN]


def test_every_written_question_has_its_boxes_in_printed_order(plan: SheetPlan) -> None:
    regions = plan.geometry.regions
    assert list(dict.fromkeys(one.question for one in regions)) == [one.number for one in written(plan)]
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for one in regions:
        parts[one.question].append(one.part)
    assert all(found == list(range(1, len(found) + 1)) for found in parts.values())
    assert plan.geometry.format == 3


def test_boxes_keep_clear_of_everything_else_on_the_page(plan: SheetPlan) -> None:
    geometry = plan.geometry
    for page in range(1, geometry.pages + 1):
        frames = [frame(one) for one in geometry.regions if one.page == page]
        others = [(m.x_mm, m.y_mm, m.size_mm / 2 + 1.5) for m in geometry.markers if m.page == page]
        others += [(c.x_mm, c.y_mm, c.size_mm / 2 * (1 + 8 / 25)) for c in geometry.codes if c.page == page]
        others += [(p.x_mm, p.y_mm, p.size_mm / 2) for p in geometry.strip if p.page == page]
        others += [(b.x_mm, b.y_mm, b.r_mm + 1) for b in geometry.bubbles if b.page == page]
        squares = [(x - half, y - half, x + half, y + half) for x, y, half in others]
        assert not any(overlap(one, two) for one, two in itertools.combinations(frames, 2))
        assert not any(overlap(one, two) for one in frames for two in squares)


def test_an_answer_has_at_least_the_lines_that_a_paper_would_give_it(plan: SheetPlan) -> None:
    lines: defaultdict[str, int] = defaultdict(int)
    rows: defaultdict[str, int] = defaultdict(int)
    for box in plan.boxes:
        lines[box.region.question] += len(box.lines)
        rows[box.region.question] += len(box.square_rows)
    for one in written(plan):
        assert one.written is not None
        assert (one.lines, one.grid) == (0, 0)
        assert lines[one.number] >= max(one.written.lines, one.written.blanks)
        assert rows[one.number] == one.written.rows


def test_lines_and_squares_stand_inside_their_frame(plan: SheetPlan) -> None:
    for box in plan.boxes:
        left, top, right, bottom = frame(box.region)
        for start, end, y in box.lines:
            assert left < start < end < right
            assert top < y < bottom
        for x, y in box.square_rows:
            assert left < x < x + 20 * 8 < right
            assert top < y < y + 8 < bottom


def test_a_sheet_without_boxes_is_written_down_as_before() -> None:
    geometry = plan_sheet(made_up_paper(CADRE_80), 1, 8).geometry
    assert geometry.format == 2
    assert "regions" not in geometry.model_dump_json()
    assert SheetGeometry.model_validate_json(geometry.model_dump_json()) == geometry
    same = plan_sheet(made_up_paper(CADRE_80, sheet_layout=3), 1, 8).geometry
    assert same == geometry


def test_where_boxes_leave_a_page_white_rows_are_higher() -> None:
    parts = (Part(Kind.SINGLE, 20), Part(Kind.SHORT, 2, "5"))
    geometry = plan_sheet(made_up_paper(parts, sheet_layout=3), 1, 8).geometry
    assert geometry.pages == 1
    assert 255 < max(one.y_mm + one.height_mm for one in geometry.regions) <= 266.001
    assert all(one.row_mm > 8 for one in geometry.regions)


def test_the_sheet_says_where_to_write_and_whose_it_is_on_every_page() -> None:
    paper = made_up_paper(LAYOUTS["30"], candidate=CANDIDATE, sheet_layout=3)
    pdf, geometry = Printer().sheet_pdf(paper, 1, 8)
    pages = page_texts(pdf)
    assert len(pages) == geometry.pages > 1
    for text in pages:
        assert "请在各题目的答题区域内作答，超出黑色矩形边框限定区域的答案无效。" in text
        assert CANDIDATE.name in text
    assert "填空题、简答题、论述题用黑色签字笔写在题号对应的黑色方框内" in pages[0]
