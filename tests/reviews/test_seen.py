"""What is attached is seen as it is: cells and forms that would show something else get nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from quizgen.model.review import SignedResult
from quizgen.office.shown.looks import shows_date, shows_number, shows_text
from quizgen.reviews.form import ReviewForm
from quizgen.reviews.workbook import ReviewWorkbook
from tests.office.packages import rebuild
from tests.reviews.test_review_workbook import OURS, attached, cells, simple
from tests.signed_scores import person
from tools.demo_reviews import Person, write_form

_RULE: Any = FormulaRule


@pytest.mark.parametrize(
    "code", ["General", "@", "0.0", "0.00", "#,##0.0", "0.0;-0.0;0", "0.0;0.0;0", "[Red]0.0", "0.0_ "]
)
def test_formats_that_show_a_score(code: str) -> None:
    assert shows_number(code, "85.5")


@pytest.mark.parametrize(
    "code",
    [
        *('"98.8"', "0", ";;;", "0.0,", "0.0%", '0.0"9"', '9"8.5"', "[White]0.0", "[<90]98;0", "0.0E+0"),
        *("# ?/?", "yyyy-m-d", "\\9\\8", "#"),
    ],
)
def test_formats_that_show_another_score(code: str) -> None:
    assert not shows_number(code, "85.5")


def test_a_zero_has_a_format_of_its_own() -> None:
    assert shows_number('0;-0;"98"', "85")
    assert not shows_number('0;-0;"98"', "0")


@pytest.mark.parametrize(
    "code", ["General", "@", "0.00", "0;-0;0;@", "General;General;General;General", "yyyy-m-d"]
)
def test_formats_that_show_a_text(code: str) -> None:
    assert shows_text(code)


@pytest.mark.parametrize("code", [";;;", '0;0;0;"优秀"', '"优秀";@"！"', '@"级"', "[White]@", "0;0;0;"])
def test_formats_that_show_another_text(code: str) -> None:
    assert not shows_text(code)


def test_formats_that_say_a_day_of_their_own() -> None:
    assert shows_date('yyyy"年"m"月"d"日"')
    assert shows_date("[$-804]yyyy/m/d;@")
    assert not shows_date('"2030-12-01"')
    assert not shows_date('yyyy"-12-"d')


@pytest.mark.parametrize(
    ("cell", "looks"),
    [
        ("C2", {"number_format": ";;;"}),
        ("D2", {"number_format": 'General;General;General;"优秀"'}),
        ("C2", {"font": Font(color="FFFFFFFF")}),
        ("C2", {"font": Font(color=Color(theme=0))}),
        ("C2", {"font": Font(color=Color(theme=1, tint=0.99))}),
        ("C2", {"font": Font(color=Color(indexed=9))}),
        ("J2", {"font": Font(size=1)}),
        ("C2", {"font": Font(name="Webdings")}),
        ("C2", {"fill": PatternFill("solid", fgColor="FF000000"), "font": Font(color="FF111111")}),
    ],
)
def test_a_cell_that_would_show_something_else_gets_nothing(
    tmp_path: Path, results: list[SignedResult], cell: str, looks: dict[str, Any]
) -> None:
    def dress(sheet: Any) -> None:
        for name, value in looks.items():
            setattr(sheet[cell], name, value)

    path = simple(tmp_path / "a.xlsx", *OURS, dress=dress)
    before = cells(path.read_bytes(), tmp_path)
    data, refusals = attached(path, results)
    assert [refusal and refusal.rule for refusal in refusals] == ["F020", None, None]
    assert {name for name in cells(data, tmp_path) if name.endswith("2")} == {"A2", "B2"} <= before.keys()


@pytest.mark.parametrize("code", ['"98.8"', "0", "0.0%", "yyyy-m-d"])
def test_a_score_is_written_as_text_where_the_format_would_change_the_number(
    tmp_path: Path, results: list[SignedResult], code: str
) -> None:
    path = simple(tmp_path / "a.xlsx", *OURS, dress=lambda sheet: setattr(sheet["C2"], "number_format", code))
    data, refusals = attached(path, results)
    assert refusals == [None] * 3
    assert cells(data, tmp_path)["C2"] == "85.5"


def test_new_cells_do_not_take_on_a_look_in_which_nothing_is_seen(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    def dress(sheet: Any) -> None:
        sheet["B2"].font = Font(color="FFFFFFFF")

    path = simple(tmp_path / "a.xlsx", dress=dress)
    (tmp_path / "b.xlsx").write_bytes(attached(path, results)[0])
    review = ReviewWorkbook(tmp_path / "b.xlsx", "b.xlsx")
    assert {str(one.where) for one in review.doubts(review.subjects[0])} == {"Sheet!B2"}


@pytest.mark.parametrize(
    "looks", [{"font": Font(color="FFFFFFFF")}, {"fill": PatternFill(bgColor="FF000000")}]
)
def test_a_cell_that_a_condition_makes_unreadable_is_named(
    tmp_path: Path, results: list[SignedResult], looks: dict[str, Any]
) -> None:
    def dress(sheet: Any) -> None:
        sheet.conditional_formatting.add("D3", _RULE(["FALSE"], font=Font(bold=True)))
        sheet.conditional_formatting.add("C2", _RULE(["TRUE"], **looks))

    (tmp_path / "b.xlsx").write_bytes(attached(simple(tmp_path / "a.xlsx", *OURS, dress=dress), results)[0])
    review = ReviewWorkbook(tmp_path / "b.xlsx", "b.xlsx")
    assert [{str(doubt.where) for doubt in review.doubts(one)} for one in review.subjects] == [
        *({"Sheet!C2"}, set(), set()),
    ]


def test_ordinary_looks_raise_no_doubt(tmp_path: Path, results: list[SignedResult]) -> None:
    def dress(sheet: Any) -> None:
        sheet["C2"].font = Font(color="FFFF0000", bold=True)
        sheet["C3"].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet["C4"].number_format = "0.00"

    (tmp_path / "b.xlsx").write_bytes(attached(simple(tmp_path / "a.xlsx", *OURS, dress=dress), results)[0])
    review = ReviewWorkbook(tmp_path / "b.xlsx", "b.xlsx")
    assert [doubt for one in review.subjects for doubt in review.doubts(one)] == []


# Forms


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """The form of the first person."""
    write_form(tmp_path / "a.docx", Person(*person(1).model_dump().values()))
    return tmp_path / "a.docx"


def test_a_fresh_section_raises_no_doubt(form: Path, results: list[SignedResult]) -> None:
    review = ReviewForm(form, "a.docx")
    assert review.attach(review.subjects[0], results[0], replace=False) is None
    assert list(review.doubts(review.subjects[0])) == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data.replace(b"<w:rPrDefault><w:rPr>", b"<w:rPrDefault><w:rPr><w:vanish/>"),
        lambda data: data.replace(b"<w:rPrDefault><w:rPr>", b'<w:rPrDefault><w:rPr><w:w w:val="1"/>'),
    ],
)
def test_a_form_whose_styles_hide_what_is_added_gets_nothing(
    form: Path, results: list[SignedResult], edit: Callable[[bytes], bytes]
) -> None:
    rebuild(form, {"word/styles.xml": edit})
    before = form.read_bytes()
    review = ReviewForm(form, "a.docx")
    refusal = review.attach(review.subjects[0], results[0], replace=False)
    assert refusal is not None
    assert refusal.rule == "F020"
    assert review.saved() == before
