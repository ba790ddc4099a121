"""Papers as printed: what they say, in which order, where pages break, what is refused."""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from quizgen.model.exam import Candidate
from quizgen.model.kinds import Kind
from quizgen.render.fonts.glyphs import CannotPrint
from quizgen.render.paper.composed import Paper, PaperSize
from quizgen.render.typst_pdf import Printer
from tests.fonts_here import font_with, only_installed
from tests.render.reading import SEAL, item_text, key_text, page_texts, paper_text, raster, squeezed
from tests.render.samples import CADRE_80, CANDIDATE, MIXED, Part, made_up_paper, paper_of, question

MARKUP = (
    r"#panic(1) $ x^2 $ @label <tag> *bold* _it_ // `raw` \frac{1}{2} & %5 <b>粗</b> [a](b) ~ = - + / 'q' "
)


def bodies(paper: Paper, pages: Sequence[str], *, what: str = "", first_sheet: int = 1) -> str:
    """The text of all pages in one, each without its footer and its 密封线; both must be there."""
    person = paper.candidate
    values = ("", "", "", "") if person is None else (person.unit, person.name, person.post, person.number)
    seal = "单位：{}姓名：{}职务：{}编号：{}".format(*values) + SEAL
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        foot = f"{what}试卷编号：{paper.form_code}第{number}页共{len(pages)}页"
        body = page.removesuffix(foot)
        assert body != page, f"no footer on page {number}"
        if not what and number % (2 * first_sheet) == 1:
            assert body.startswith(squeezed(seal))
            body = body.removeprefix(squeezed(seal))
        assert number == 1 or SEAL not in body
        out.append(body)
    return "".join(out)


def after_head(paper: Paper, text: str, *, boxes: bool = True) -> str:
    """The text from the first heading on."""
    start = ("得分评卷人" if boxes else "") + squeezed(paper.sections[0].heading)
    return text[text.index(start) :]


@pytest.mark.parametrize("seed", range(1, 7))
def test_paper_says_exactly_what_the_form_holds(printer: Printer, seed: int) -> None:
    paper = made_up_paper(MIXED if seed % 2 else CADRE_80, seed=seed, code="017")
    text = bodies(paper, page_texts(printer.paper_pdf(paper)))
    assert after_head(paper, text) == paper_text(paper)


@pytest.mark.parametrize(("size", "large"), [("a3", False), ("a4", True), ("a3", True)])
def test_other_layouts_say_the_same(printer: Printer, size: PaperSize, large: bool) -> None:  # noqa: FBT001
    paper = made_up_paper(MIXED, seed=8, candidate=CANDIDATE)
    pages = page_texts(printer.paper_pdf(paper, size=size, large=large), halves=size == "a3")
    if size == "a3" and not pages[-1]:
        pages.pop()
    text = bodies(paper, pages, first_sheet=2 if size == "a3" else 1)
    assert after_head(paper, text) == paper_text(paper)


@pytest.mark.parametrize("seed", [3, 4])
def test_full_key_says_answers_scoring_explanations_and_sources(printer: Printer, seed: int) -> None:
    paper = made_up_paper(MIXED, seed=seed)
    text = bodies(paper, page_texts(printer.key_pdf(paper)), what="参考答案")
    assert after_head(paper, text, boxes=False) == key_text(paper)


def test_compact_key_groups_choices_in_fives(printer: Printer) -> None:
    paper = made_up_paper((Part(Kind.SINGLE, 7), Part(Kind.TRUE_FALSE, 3), Part(Kind.FILL, 1)), seed=5)
    text = "".join(page_texts(printer.compact_key_pdf([paper])))
    letters = [item.answer.text for section in paper.sections for item in section.items]
    assert f"1-5{''.join(letters[:5])}6-7{''.join(letters[5:7])}" in text
    assert f"8-10{''.join(letters[7:10])}" in text
    assert f"11.{squeezed(letters[10])}" in text


def test_compact_key_holds_every_form(printer: Printer) -> None:
    papers = [made_up_paper(CADRE_80, seed=n, code=f"{n:03d}") for n in range(1, 8)]
    text = "".join(page_texts(printer.compact_key_pdf(papers)))
    codes = [f"试卷编号：{paper.form_code}" for paper in papers]
    assert [text.count(code) for code in codes] == [1] * 7
    assert sorted(codes, key=text.index) == codes


def test_head_of_the_paper_has_title_notices_and_score_table(printer: Printer) -> None:
    paper = made_up_paper(MIXED)
    first = page_texts(printer.paper_pdf(paper))[0]
    head = first[: first.index(squeezed(paper.sections[0].heading))]
    for words in (paper.title, paper.subtitle, *paper.notices, "题号一二三四五六总分得分评卷人"):
        assert squeezed(words) in head


@pytest.mark.parametrize(("size", "large"), [("a4", False), ("a4", True), ("a3", False)])
def test_no_question_is_split_across_pages(printer: Printer, size: PaperSize, large: bool) -> None:  # noqa: FBT001
    paper = made_up_paper(MIXED, seed=11)
    pages = page_texts(printer.paper_pdf(paper, size=size, large=large), halves=size == "a3")
    for section in paper.sections:
        for item in section.items:
            for block in item.parts or (item,):
                whole = item_text(block, part=bool(item.parts))
                assert any(whole in page for page in pages), whole


def test_heading_stays_with_its_first_question(printer: Printer) -> None:
    for seed in range(20, 26):
        paper = made_up_paper(MIXED, seed=seed)
        pages = page_texts(printer.paper_pdf(paper))
        for section in paper.sections:
            start = squeezed(section.heading) + section.items[0].label
            assert any(start in page for page in pages)


def test_a3_breaks_where_a4_does(printer: Printer) -> None:
    paper = made_up_paper(CADRE_80, seed=12)
    tall = page_texts(printer.paper_pdf(paper))
    wide = page_texts(printer.paper_pdf(paper, size="a3"), halves=True)[: len(tall)]
    fields = f"单位：姓名：职务：编号：{SEAL}"
    assert [page.removeprefix(fields) for page in wide] == [page.removeprefix(fields) for page in tall]


def option_places(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Where option letters stand on page 1: left and baseline in points."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    places: dict[str, tuple[float, float]] = {}
    for index in range(text.count_chars() - 1):
        letter, dot = text.get_text_range(index, 1), text.get_text_range(index + 1, 1)
        if letter in "ABCDEFGH" and dot == ".":
            left, bottom, _, _ = text.get_charbox(index, loose=True)
            places[letter] = (left, bottom)
    return places


@pytest.mark.parametrize(
    ("words", "in_row"),
    [("明责", 4), ("建立问题线索集中管理制度", 2), ("把全面从严治党" * 4, 1), ("长" * 70, 1)],
)
def test_options_stand_in_as_many_columns_as_fit(printer: Printer, words: str, in_row: int) -> None:
    one = question(
        Kind.SINGLE, 1, correct=[words], wrong=[{"text": words + c, "why": "错"} for c in "甲乙丙"]
    )
    places = option_places(printer.paper_pdf(paper_of([[one]], [Part(Kind.SINGLE, 1)])))
    lines = [places[letter][1] for letter in "ABCD"]
    rows = len({round(line, 1) for line in lines})
    assert rows == {4: 1, 2: 2, 1: 4}[in_row]
    columns = {round(places[letter][0], 0) for letter in "ABCD"}
    assert len(columns) == in_row


def test_options_with_latin_and_quotes_stand_in_the_same_columns(printer: Printer) -> None:
    plain = question(Kind.SINGLE, 1, correct=["责任清单"], wrong=[{"text": t, "why": "错"} for t in "甲乙丙"])
    mixed = question(
        Kind.SINGLE,
        2,
        correct=["“A1”级"],
        wrong=[{"text": t, "why": "错"} for t in ("x=1", "《甲》", "3.5%")],
    )
    first = option_places(printer.paper_pdf(paper_of([[plain]], [Part(Kind.SINGLE, 1)])))
    second = option_places(printer.paper_pdf(paper_of([[mixed]], [Part(Kind.SINGLE, 1)])))
    for letter in "ABCD":
        assert first[letter][0] == pytest.approx(second[letter][0], abs=0.5)


def test_every_letter_keeps_its_distance_from_its_option(printer: Printer) -> None:
    one = question(Kind.SINGLE, 1, correct=["子"], wrong=[{"text": t, "why": "错"} for t in "丑寅卯"])
    text = pypdfium2.PdfDocument(printer.paper_pdf(paper_of([[one]], [Part(Kind.SINGLE, 1)])))[
        0
    ].get_textpage()
    letters = [text.get_text_range(index, 1) for index in range(text.count_chars())]
    gaps = []
    for index in (letters.index(branch) for branch in "子丑寅卯"):
        full_stop = max(at for at in range(index) if letters[at] == ".")
        gap = text.get_charbox(index, loose=True)[0] - text.get_charbox(full_stop, loose=True)[2]
        gaps.append(gap / 10.5)
    assert min(gaps) > 0.3
    assert max(gaps) - min(gaps) < 0.15


@pytest.mark.parametrize("count", range(2, 9))
def test_two_to_eight_options(printer: Printer, count: int) -> None:
    paper = made_up_paper([Part(Kind.SINGLE, 3, options=count)], seed=count)
    text = bodies(paper, page_texts(printer.paper_pdf(paper)))
    assert after_head(paper, text) == paper_text(paper)


def test_markup_of_any_kind_prints_as_written(printer: Printer) -> None:
    one = question(
        Kind.SINGLE,
        1,
        stem=MARKUP,
        correct=[MARKUP + "对"],
        wrong=[{"text": MARKUP + "错", "why": "错"}],
        explain=MARKUP,
    )
    paper = paper_of([[one]], [Part(Kind.SINGLE, 1)], title=MARKUP, notices=[MARKUP])
    text = bodies(paper, page_texts(printer.paper_pdf(paper)))
    assert text.count(squeezed(MARKUP)) == 5
    assert squeezed(MARKUP) in after_head(paper, text)
    assert after_head(paper, text) == paper_text(paper)
    key = bodies(paper, page_texts(printer.key_pdf(paper)), what="参考答案")
    assert after_head(paper, key, boxes=False) == key_text(paper)


def test_a_question_longer_than_a_page_loses_nothing(printer: Printer) -> None:
    one = question(Kind.TRUE_FALSE, 1, stem="党委统一领导、部门各负其责，" * 300)
    paper = paper_of([[one]], [Part(Kind.TRUE_FALSE, 1)])
    text = bodies(paper, page_texts(printer.paper_pdf(paper, large=True)))
    assert after_head(paper, text) == paper_text(paper)


def test_rare_characters_and_wide_spaces_in_a_name(printer: Printer) -> None:
    person = Candidate(number="0007", name="张　㛃𠮷", unit="𠮷林　办公室")
    paper = made_up_paper([Part(Kind.SINGLE, 2)], candidate=person)
    assert "姓名：张㛃𠮷" in page_texts(printer.paper_pdf(paper))[0]
    assert "张㛃𠮷" in page_texts(printer.sheet_pdf(paper, 1, 4)[0])[0]


def test_a_very_long_unit_stays_on_its_line(printer: Printer) -> None:
    unit = "某省某市某区人民政府办公室机关党委第三党支部委员会（" + "综合协调监督检查" * 6 + "）"
    paper = made_up_paper([Part(Kind.SINGLE, 2)], candidate=Candidate(number="1", name="甲", unit=unit))
    pdf = printer.paper_pdf(paper)
    assert f"单位：{unit}姓名：甲" in page_texts(pdf)[0]
    left = raster(pdf, 60)[:, : int(8 / 25.4 * 60)]
    assert left.min() > 200


@pytest.mark.parametrize("field", ["stem", "explain"])
def test_a_character_without_glyph_names_the_question(printer: Printer, field: str) -> None:
    changes: dict[str, Any] = {field: "这里有😀"}
    odd = question(Kind.TRUE_FALSE, 42, **changes)
    paper = paper_of([[question(Kind.TRUE_FALSE, 1), odd]], [Part(Kind.TRUE_FALSE, 2)])
    with pytest.raises(CannotPrint, match=r"题目 TT-0042 中有字体印不出的字符：“😀”（U\+1F600）"):
        printer.key_pdf(paper)


@pytest.mark.parametrize("name", ["王😀", "王\ue863", "\U00031234"])
def test_a_name_that_no_font_prints_is_left_to_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    only_installed(monkeypatch, tmp_path / "none")
    printer = Printer()
    person = Candidate(number="0012", name=name, unit="办公室")
    paper = made_up_paper([Part(Kind.SINGLE, 1)], candidate=person)
    page = page_texts(printer.paper_pdf(paper))[0]
    assert page.startswith("单位：办公室姓名：职务：编号：0012")
    assert "请核对印好的单位、姓名、职务和编号，空着的请手写" in page
    sheet = page_texts(printer.sheet_pdf(paper, 1, 4)[0])[0]
    assert "姓名：职务：编号：0012" in sheet
    assert "空着的请手写" in sheet


def test_a_rare_name_is_printed_by_whatever_font_is_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    font_with(tmp_path / "fonts/rare.otf", "Quite Rare", "\U00031234")
    font_with(tmp_path / "fonts/blank.otf", "Adobe Blank", "\U00031234\U00031235")
    only_installed(monkeypatch, tmp_path / "fonts")
    printer = Printer()
    paper = made_up_paper([Part(Kind.SINGLE, 1)], candidate=replace_name(CANDIDATE, "王\U00031234"))
    pdf = printer.paper_pdf(paper)
    assert "姓名：王\U00031234职务" in page_texts(pdf)[0]
    assert b"+QuiteRare" in pdf
    assert Printer().paper_pdf(paper) == pdf
    assert "姓名：王\U00031234职务" in page_texts(printer.sheet_pdf(paper, 1, 8)[0])[0]
    assert "20260017王\U00031234" in page_texts(printer.compact_key_pdf([paper]))[0]
    blank = made_up_paper([Part(Kind.SINGLE, 1)], candidate=replace_name(CANDIDATE, "王\U00031235"))
    assert "姓名：职务" in page_texts(printer.paper_pdf(blank))[0]


def replace_name(person: Candidate, name: str) -> Candidate:
    """The same person of another name."""
    return person.model_copy(update={"name": name})


def test_an_installed_font_changes_no_paper_without_rare_names(
    printer: Printer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paper = made_up_paper(MIXED, candidate=CANDIDATE, seed=3)
    font_with(tmp_path / "fonts/rare.otf", "Noto Serif SC Rare", "王\U00031234")
    only_installed(monkeypatch, tmp_path / "fonts")
    other = Printer()
    rare = made_up_paper(MIXED, candidate=replace_name(CANDIDATE, "\U00031234"), seed=3)
    assert b"+NotoSerifSCRare" in other.paper_pdf(rare)
    assert other.paper_pdf(paper) == printer.paper_pdf(paper)
    assert other.key_pdf(rare) == printer.key_pdf(paper)


def test_spare_forms_are_marked(printer: Printer) -> None:
    paper = made_up_paper([Part(Kind.SINGLE, 1)], spare=True, code="S01")
    page = page_texts(printer.paper_pdf(paper))[0]
    assert page.count("备用卷") == 2
    assert "备用卷" in page_texts(printer.sheet_pdf(paper, 1, 4)[0])[0]


def test_a_paper_tells_nothing_of_its_answers(printer: Printer) -> None:
    paper = made_up_paper(MIXED, seed=9)
    text = "".join(page_texts(printer.paper_pdf(paper)))
    for word in ("【", "参考答案"):
        assert word not in text


PRINT_TWICE = """
import hashlib
from quizgen.render.typst_pdf import Printer
from tests.render.samples import CANDIDATE, MIXED, made_up_paper
printer, paper = Printer(), made_up_paper(MIXED, candidate=CANDIDATE, seed=3)
sheet, geometry = printer.sheet_pdf(paper, 7, 8)
for data in (printer.paper_pdf(paper, size="a3"), printer.key_pdf(paper),
             printer.compact_key_pdf([paper]), sheet, geometry.model_dump_json().encode()):
    print(hashlib.sha256(data).hexdigest())
"""


def test_another_process_prints_the_same_bytes(printer: Printer) -> None:
    paper = made_up_paper(MIXED, candidate=CANDIDATE, seed=3)
    sheet, geometry = printer.sheet_pdf(paper, 7, 8)
    here = [
        printer.paper_pdf(paper, size="a3"),
        printer.key_pdf(paper),
        printer.compact_key_pdf([paper]),
        sheet,
        geometry.model_dump_json().encode(),
    ]
    run = subprocess.run(
        [sys.executable, "-c", PRINT_TWICE],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"},
    )
    assert run.stdout.split() == [hashlib.sha256(data).hexdigest() for data in here]


def test_a_printer_travels_to_a_worker_process(printer: Printer) -> None:
    paper = made_up_paper([Part(Kind.SINGLE, 2)])
    copy = pickle.loads(pickle.dumps(printer))  # noqa: S301 - our own bytes
    assert copy.paper_pdf(paper) == printer.paper_pdf(paper)
