"""The geometry of an answer sheet, as arithmetic: distances, capacity, names."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.model.exam import Candidate
from quizgen.model.kinds import Kind
from quizgen.model.sheet import Bubble, BubbleKind, SheetCode, SheetGeometry, read_sheet_code
from quizgen.render.sheet.layout import MOST_DIGITS, NoBubbles, SheetCannotHold, plan_sheet
from quizgen.workflows.exam.products import number_digits
from tests.chance import examples
from tests.render.samples import CADRE_80, CANDIDATE, MIXED, Part, made_up_paper

Box = tuple[float, float, float, float]

LAYOUTS = {
    "cadre-80": (CADRE_80, 8),
    "mixed": (MIXED, 4),
    "100 × 8": ((Part(Kind.SINGLE, 100, options=8),), 12),
    "3 × 8": (
        (
            Part(Kind.SINGLE, 34, options=8),
            Part(Kind.MULTIPLE, 33, options=8),
            Part(Kind.SINGLE, 33, options=8),
        ),
        12,
    ),
    "100 × 2": ((Part(Kind.TRUE_FALSE, 100),), 0),
    "7": ((Part(Kind.SINGLE, 7),), 1),
    "250": ((Part(Kind.SINGLE, 120), Part(Kind.MULTIPLE, 130, options=7)), 10),
}


def geometry_of(name: str) -> SheetGeometry:
    parts, digits = LAYOUTS[name]
    return plan_sheet(made_up_paper(parts, seed=4), 12, digits).geometry


@pytest.fixture(params=list(LAYOUTS))
def geometry(request: pytest.FixtureRequest) -> SheetGeometry:
    return geometry_of(request.param)


def centre_box(x: float, y: float, half: float) -> Box:
    return x - half, y - half, x + half, y + half


def overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def on_page(geometry: SheetGeometry, page: int) -> list[Bubble]:
    return [bubble for bubble in geometry.bubbles if bubble.page == page]


def test_circles_have_the_size_and_distance_that_trials_asked_for(geometry: SheetGeometry) -> None:
    for page in range(1, geometry.pages + 1):
        for one, two in itertools.combinations(on_page(geometry, page), 2):
            assert 1.8 <= one.r_mm <= 2.0
            if abs(one.y_mm - two.y_mm) < 6 and abs(one.x_mm - two.x_mm) < 6:
                gap = math.dist((one.x_mm, one.y_mm), (two.x_mm, two.y_mm)) - one.r_mm - two.r_mm
                assert gap >= 1.4 - 1e-9


def test_pitch_is_between_5_and_5_6_mm(geometry: SheetGeometry) -> None:
    for bubbles in rows(geometry).values():
        for left, right in itertools.pairwise(sorted(bubble.x_mm for bubble in bubbles)):
            assert 5.0 - 1e-9 <= right - left <= 5.6 + 1e-9


def rows(geometry: SheetGeometry) -> dict[str, list[Bubble]]:
    """The bubbles of every question, in order."""
    out: defaultdict[str, list[Bubble]] = defaultdict(list)
    for bubble in geometry.bubbles:
        if bubble.kind is not BubbleKind.DIGIT:
            out[bubble.question].append(bubble)
    return out


def test_rows_stand_in_groups_of_five_with_more_room_between(geometry: SheetGeometry) -> None:
    firsts = [bubbles[0] for bubbles in rows(geometry).values()]
    columns: defaultdict[tuple[int, float], list[float]] = defaultdict(list)
    for bubble in firsts:
        columns[bubble.page, bubble.x_mm].append(bubble.y_mm)
    for ys in columns.values():
        steps = [round(down - up, 3) for up, down in itertools.pairwise(sorted(ys))]
        pitch = min(steps, default=5.0)
        run = 1
        for step in steps:
            assert 5.0 <= step <= 5.6 or step >= pitch + 1.5 - 1e-9
            run = run + 1 if step <= 5.6 else 1
            assert run <= 5


def test_everything_keeps_clear_of_markers_codes_strip_and_edges(geometry: SheetGeometry) -> None:
    for page in range(1, geometry.pages + 1):
        keep = [centre_box(m.x_mm, m.y_mm, m.size_mm / 2 + 1.5) for m in geometry.markers if m.page == page]
        keep += [
            centre_box(c.x_mm, c.y_mm, c.size_mm / 2 * (1 + 8 / 25)) for c in geometry.codes if c.page == page
        ]
        keep += [centre_box(p.x_mm, p.y_mm, p.size_mm / 2) for p in geometry.strip if p.page == page]
        for one, two in itertools.combinations(keep, 2):
            assert not overlap(one, two)
        for bubble in on_page(geometry, page):
            box = centre_box(bubble.x_mm, bubble.y_mm, bubble.r_mm)
            assert min(box[0], box[1], 210 - box[2], 297 - box[3]) >= 11
            assert not any(overlap(box, area) for area in keep)


def test_six_markers_on_every_page_11_mm_from_the_edge(geometry: SheetGeometry) -> None:
    for page in range(1, geometry.pages + 1):
        markers = [marker for marker in geometry.markers if marker.page == page]
        assert [marker.id for marker in markers] == [0, 1, 2, 3, 4, 5]
        for marker in markers:
            assert marker.size_mm == 9
            box = centre_box(marker.x_mm, marker.y_mm, 4.5)
            assert min(box[0], box[1], 210 - box[2], 297 - box[3]) >= 11
        assert {marker.y_mm for marker in markers[2:4]} == {148.5}


def test_strip_and_codes_have_their_sizes(geometry: SheetGeometry) -> None:
    for page in range(1, geometry.pages + 1):
        strip = [patch for patch in geometry.strip if patch.page == page]
        assert [patch.ink for patch in strip] == [10, 20, 30, 45, 60]
        assert {patch.size_mm for patch in strip} == {5}
        top, foot = (code for code in geometry.codes if code.page == page)
        assert (top.size_mm, foot.size_mm) == (22, 16)
        assert top.y_mm < 60
        assert foot.y_mm > 240
        code = read_sheet_code(top.text)
        assert code == SheetCode(paper_id=geometry.paper_id, serial=12, page=page, pages=geometry.pages)
        assert foot.text == top.text


@pytest.mark.parametrize("name", ["100 × 8", "3 × 8", "100 × 2", "cadre-80"])
def test_a_hundred_questions_fit_on_one_page(name: str) -> None:
    assert geometry_of(name).pages == 1


@pytest.mark.parametrize("options", [2, 4, 8])
def test_a_hundred_and_one_questions_need_two_pages(options: int) -> None:
    paper = made_up_paper([Part(Kind.SINGLE, 101, options=options)])
    geometry = plan_sheet(paper, 1, 8).geometry
    assert geometry.pages == 2
    per_page = [
        len({b.question for b in on_page(geometry, page)} - {f"编号{n}" for n in range(1, 9)})
        for page in (1, 2)
    ]
    assert sum(per_page) == 101
    assert max(per_page) <= 100


def test_every_option_of_every_choice_question_has_one_bubble() -> None:
    paper = made_up_paper(MIXED, seed=2)
    expected = []
    for section in paper.sections:
        for item in section.items:
            for one, name in [(part, part.number) for part in item.parts] or [(item, item.number)]:
                if one.kind is Kind.TRUE_FALSE:
                    expected += [(name, "√", "true_false"), (name, "×", "true_false")]
                else:
                    expected += [(name, option.letter, one.kind.value) for option in one.options]
    bubbles = plan_sheet(paper, 1, 0).geometry.bubbles
    assert [(one.question, one.option, one.kind.value) for one in bubbles] == expected
    assert ("49(3)", "√", "true_false") in expected


@pytest.mark.parametrize("digits", [0, 1, 5, 12])
def test_every_digit_of_the_number_has_ten_bubbles(digits: int) -> None:
    geometry = plan_sheet(made_up_paper(CADRE_80), 1, digits).geometry
    marks = [(one.question, one.option) for one in geometry.bubbles if one.kind is BubbleKind.DIGIT]
    wanted = {(f"编号{place}", str(digit)) for place in range(1, digits + 1) for digit in range(10)}
    assert sorted(marks) == sorted(wanted)
    assert geometry.digits == digits


def filled(number: str, digits: int) -> list[tuple[str, str]]:
    person = Candidate(number=number, name="甲", unit="乙")
    geometry = plan_sheet(made_up_paper(CADRE_80, candidate=person), 1, digits).geometry
    return sorted((one.question, one.option) for one in geometry.bubbles if one.printed)


def test_the_number_of_an_individual_form_is_filled_in_from_the_left() -> None:
    assert filled("407", 5) == [("编号1", "4"), ("编号2", "0"), ("编号3", "7")]


@pytest.mark.parametrize(("number", "digits"), [("A07", 3), ("1234", 3), ("٣٤", 4)])
def test_a_number_that_cannot_be_bubbled_is_only_written(number: str, digits: int) -> None:
    assert filled(number, digits) == []


@pytest.mark.parametrize(
    ("number", "columns"),
    [("407", 3), ("202601", 6), ("202600010017", 12), ("20260001001702", 0), ("A2026017", 0), ("1" * 18, 0)],
)
def test_a_printed_number_leaves_no_column_empty(number: str, columns: int) -> None:
    person = Candidate(number=number, name="甲", unit="乙")
    geometry = plan_sheet(made_up_paper(CADRE_80, candidate=person), 1, MOST_DIGITS).geometry
    assert geometry.digits == columns
    assert len([one for one in geometry.bubbles if one.printed]) == columns
    assert len([one for one in geometry.bubbles if one.kind is BubbleKind.DIGIT]) == 10 * columns


@pytest.mark.parametrize(
    ("numbers", "columns"),
    [
        ((), 8),
        (("001", "20260001"), 8),
        (("202600010017",), 12),
        (("20260001001702",), 0),
        (("A001", "B002"), 0),
        (("001", "A001", "20260001001702"), 3),
    ],
)
def test_columns_to_fill_in_are_as_many_as_the_roster_can_use(numbers: tuple[str, ...], columns: int) -> None:
    roster = [Candidate(number=number, name="甲", unit="乙") for number in numbers]
    assert number_digits(roster) == columns


def test_geometry_does_not_tell_the_key() -> None:
    text = plan_sheet(made_up_paper(CADRE_80, candidate=CANDIDATE), 1, 8).geometry.model_dump_json()
    assert "correct" not in text
    assert "original" not in text


def test_a_form_without_choices_needs_no_sheet() -> None:
    paper = made_up_paper([Part(Kind.FILL, 3), Part(Kind.SHORT, 1)])
    with pytest.raises(NoBubbles, match="没有选择题和判断题"):
        plan_sheet(paper, 1, 4)


def test_more_than_twelve_digits_are_refused() -> None:
    with pytest.raises(SheetCannotHold, match="最多 12 位"):
        plan_sheet(made_up_paper(CADRE_80), 1, 13)


CODE = SheetCode(paper_id="7ZK0M3XQ9A", serial=12, page=1, pages=2)


def test_a_code_reads_back() -> None:
    assert CODE.text.startswith("QG1-7ZK0M3XQ9A-00012-1/2-")
    assert read_sheet_code(CODE.text) == CODE
    assert read_sheet_code(f" {CODE.text.lower()}\n") == CODE


@given(place=st.integers(0, len(CODE.text) - 1), other=st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ-/"))
@examples(400)
def test_one_wrong_character_is_always_found(place: int, other: str) -> None:
    wrong = CODE.text[:place] + other + CODE.text[place + 1 :]
    assert (read_sheet_code(wrong) == CODE) == (wrong == CODE.text)
    assert read_sheet_code(wrong) in (CODE, None)


@pytest.mark.parametrize("place", range(len(CODE.text) - 1))
def test_exchanged_neighbours_are_always_found(place: int) -> None:
    text = CODE.text
    wrong = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert wrong == text or read_sheet_code(wrong) is None


@pytest.mark.parametrize(
    "text", ["", "QG1", "http://example.cn/1", "QG2-7ZK0M3XQ9A-00012-1/2-AAA", "----", "QG1-----"]
)
def test_other_codes_are_not_ours(text: str) -> None:
    assert read_sheet_code(text) is None
